import { Command } from "commander";
import type { Cli } from "../command.ts";
import { cancelCommand } from "./leads/cancel.ts";
import { consentCommand } from "./leads/consent.ts";
import { itRangCommand, redialCommand } from "./leads/decisions.ts";
import { indexOldCommand } from "./leads/index-old.ts";
import { listCommand } from "./leads/list.ts";
import { allowCommand, exportCommand, forgetCommand } from "./leads/person.ts";
import { releaseCommand } from "./leads/release.ts";
import { rescheduleCommand } from "./leads/reschedule.ts";
import { showCommand } from "./leads/show.ts";

/** Leads that wait, and a person's decisions about them. */
export function leadsCommand(cli: Cli): Command {
  const group = new Command("leads").description("Shows leads, and takes a person's decisions about them.");
  for (const [heading, commands] of groups)
    for (const command of commands) group.addCommand(command(cli).helpGroup(heading));
  return group;
}

const groups: readonly (readonly [heading: string, commands: readonly ((cli: Cli) => Command)[]])[] = [
  ["See:", [listCommand, showCommand, consentCommand]],
  ["Decide about a call:", [releaseCommand, rescheduleCommand, redialCommand, itRangCommand, cancelCommand]],
  ["A person's data:", [exportCommand, forgetCommand, allowCommand]],
  ["Upkeep:", [indexOldCommand]],
];
