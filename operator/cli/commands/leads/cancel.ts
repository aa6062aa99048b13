import { Command } from "commander";
import { Problem } from "../../../../lib/program/problem.ts";
import { planCancel } from "../../../leads/cancel-all.ts";
import { decideAll } from "../../../leads/decide-all.ts";
import type { FilterOptions } from "../../../leads/filter.ts";
import type { Stage } from "../../../stage/stage.ts";
import { counted } from "../../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { allOfWhom } from "../../views/leads.ts";
import { carryOut } from "./decisions.ts";
import { boundsOf, carrying, withFilter, withMost, withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

interface Options extends StageOptions, FilterOptions {
  readonly yes?: true;
  readonly limit?: string;
}

export const cancelCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withMost(withFilter(new Command("cancel"))))
      .description(
        "Ends a lead that waits: it is not called; or, by --reason, all that are held for that reason. What has rung already is still reported.",
      )
      .argument("[who]", WHO),
    (stage, options: Options, [who]) =>
      who === undefined ? cancelAll(stage, options, cli) : cancelOne(who, stage, options, cli),
  );

async function cancelOne(who: string, stage: Stage, { reason }: Options, cli: Cli): Promise<Result> {
  if (reason !== undefined) throw new Problem("Name a lead, or a --reason for all that have it; not both.");
  return carryOut(await meant(who, stage, cli), { kind: "cancel" }, { cli, stage });
}

async function cancelAll(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  const { leads, left } = await planCancel(options, boundsOf(options, cli), stage);
  const nothing = (why: string): Result => ({ ok: false, data: { cancelled: [], refused: [], why }, text: why });
  if (leads.length === 0) return nothing("No lead is held for that reason.");
  const question = [
    `${counted(leads.length, "lead")} will never be called:`,
    allOfWhom(leads, stage.now()),
    ...left,
    leads.length === 1 ? "End it?" : "End them?",
  ];
  if (!(await agreed(cli, options.yes, question.join("\n")))) return nothing("Nothing was changed.");
  const { done: cancelled, refused } = await decideAll(leads, { kind: "cancel" }, carrying(leads, cli), stage);
  const words = [`${counted(cancelled.length, "lead")} cancelled.`, ...refused.map(({ why }) => why), ...left];
  return { ok: refused.length === 0, data: { cancelled, refused }, text: words.join("\n") };
}
