import { Command } from "commander";
import { Problem } from "../../../../lib/program/problem.ts";
import { decide } from "../../../leads/decide.ts";
import { type FilterOptions, filterOf, fits, mayFit } from "../../../leads/filter.ts";
import { oldestFirst } from "../../../leads/index-rows.ts";
import { waitingLeads } from "../../../leads/waiting.ts";
import type { Stage } from "../../../stage/stage.ts";
import { counted } from "../../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { readingAloud } from "../../reading.ts";
import { allOfWhom } from "../../views/leads.ts";
import { carryOut } from "./decisions.ts";
import { withFilter, withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

interface Options extends StageOptions, FilterOptions {
  readonly yes?: true;
}

export const cancelCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withFilter(new Command("cancel")))
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

/** After a flood. What is held because of a rule is meant as well: it would ring once the rule lets go. */
async function cancelAll(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  if (options.reason === undefined) throw new Problem("Name a lead, or with --reason which held leads are meant.");
  const filter = { ...filterOf(options, stage), states: ["held" as const] };
  const { items: leads } = await waitingLeads(stage, {
    wanted: (row) => mayFit(row, filter),
    fits: (lead) => fits(lead, filter),
    order: oldestFirst,
    watcher: readingAloud(cli.terminal),
  });
  const nothing = (why: string): Result => ({ ok: false, data: { cancelled: [], refused: [], why }, text: why });
  if (leads.length === 0) return nothing("No lead is held for that reason.");
  const question = [
    `${counted(leads.length, "lead")} will never be called:`,
    allOfWhom(leads, stage.now()),
    leads.length === 1 ? "End it?" : "End them?",
  ];
  if (!(await agreed(cli, options.yes, question.join("\n")))) return nothing("Nothing was changed.");
  const cancelled: string[] = [];
  const refused: { lead_id: string; why: string }[] = [];
  for (const [at, lead] of leads.entries()) {
    cli.terminal.progress(`${at} of ${leads.length}`);
    const made = await decide(lead, { kind: "cancel" }, cli.operator, stage);
    if (made.ok) cancelled.push(lead.id);
    else refused.push({ lead_id: lead.id, why: made.why });
  }
  const words = [`${counted(cancelled.length, "lead")} cancelled.`, ...refused.map(({ why }) => why)];
  return { ok: refused.length === 0, data: { cancelled, refused }, text: words.join("\n") };
}
