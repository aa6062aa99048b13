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
export const leadsCommand = (cli: Cli): Command =>
  [
    listCommand,
    showCommand,
    consentCommand,
    redialCommand,
    cancelCommand,
    releaseCommand,
    rescheduleCommand,
    itRangCommand,
    forgetCommand,
    exportCommand,
    allowCommand,
    indexOldCommand,
  ].reduce(
    (group, command) => group.addCommand(command(cli)),
    new Command("leads").description("Shows leads, and takes a person's decisions about them."),
  );
