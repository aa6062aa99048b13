import { Command } from "commander";
import type { Lead } from "../../../lambda/lead/lead.ts";
import {
  carryOutRestored,
  planRestored,
  type RestoredDeps,
  type RestoredPlan,
  settingFor,
} from "../../restored/restore.ts";
import { anyTable } from "../../restored/table.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { moment, span } from "../../words/times.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { readingAloud } from "../reading.ts";
import { withYes } from "./leads/options.ts";

interface Options extends StageOptions {
  readonly at: string;
  readonly table?: string;
  readonly oldTable?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

const inReality: RestoredDeps = { tableNamed: (name, { dynamo, sleep }) => anyTable(name, dynamo, sleep) };

export const restoredCommand = (cli: Cli, deps: RestoredDeps = inReality): Command =>
  stageCommand(
    cli,
    withYes(new Command("restored"))
      .description("Makes a table that was restored to a moment safe: nobody is rung again for what was done since.")
      .requiredOption("--at <moment>", "the moment it was restored to, e.g. 2026-06-15T12:00:00Z")
      .option("--table <name>", "the restored table; default: the one the stage works on")
      .option("--old-table <name>", "the table before, to compare with; default: the stage's, if --table is another")
      .option("--dry-run", "show what would be done, and change nothing"),
    (stage, options: Options) => run(stage, options, cli, deps),
  );

const SHOWN = 50;

async function run(stage: Stage, options: Options, cli: Cli, deps: RestoredDeps): Promise<Result> {
  const { terminal, operator } = cli;
  const plan = await planRestored(options, stage, deps, readingAloud(terminal));
  const { here, moves, isDone } = plan;
  const isPaused = plan.isPaused || isDone;
  const data = viewOf(plan, isPaused);
  if (options.dryRun) {
    return {
      data: { ...data, changed: false },
      text: ["A trial run; nothing was changed.", ...outlook(plan, isPaused), ...after(plan, undefined)].join("\n"),
    };
  }
  if (isDone) {
    return {
      data: { ...data, changed: false },
      text: [`Nothing is left to do with ${here.name}.`, ...after(plan, await settingFor(plan, stage))].join("\n"),
    };
  }
  const question = [...outlook(plan, isPaused), "Nobody is rung by this. Do it?"].join("\n");
  if (!(await agreed(cli, options.yes, question)))
    return { ok: false, data: { ...data, changed: false }, text: "Nothing was changed." };
  await carryOutRestored(plan, operator, stage, {
    settled: (count) => terminal.progress(`${count} of ${moves.length} leads`),
    switchingOn: (part) => terminal.progress(`Switching on: ${part}`),
  });
  const setting = await settingFor(plan, stage);
  return {
    data: { ...data, changed: true, setting: setting ?? null },
    text: ["Done.", ...after(plan, setting)].join("\n"),
  };
}

function viewOf({ here, off, moves, sought, forPerson, lost, restoration }: RestoredPlan, isPaused: boolean) {
  return {
    table: here.name,
    restored_to: restoration.to,
    switched_on: off.map(({ part }) => part),
    paused: !isPaused,
    looked_for: sought.map(({ id }) => id),
    noted: moves.length - sought.length,
    for_a_person: forPerson.map(({ id }) => id),
    suppressions_carried_over: lost?.suppressions.length ?? null,
    to_be_forgotten_again: lost?.forgotten.map(({ id }) => id) ?? null,
    only_in_the_old_table: lost?.leads.map(({ id }) => id) ?? null,
  };
}

function outlook(plan: RestoredPlan, isPaused: boolean): string[] {
  const { here, off, moves, lost, restoration } = plan;
  const sought = plan.sought.length;
  return [
    `${here.name}, restored to ${moment(restoration.to)} (${span(restoration.to, restoration.at)} ago):`,
    ...(isPaused ? [] : ["  calls are paused in it, until you resume them"]),
    ...off.map(({ part }) => `  ${part} is switched on`),
    `  ${counted(sought, "lead")} that may have rung since: not rung again; the bridge looks for the calls, then a person decides`,
    `  ${counted(moves.length - sought, "lead")} whose result the CRM may have got since: looked up there before anything is written`,
    ...(lost
      ? [`  ${counted(lost.suppressions.length, "wish", "wishes")} to be forgotten: carried over from the old table`]
      : []),
  ];
}

/** Steps that are left to the operator. */
function after(plan: RestoredPlan, line: string | undefined): string[] {
  const { lost } = plan;
  const forPerson = plan.forPerson.length;
  return [
    ...(lost === undefined
      ? [
          "There is no old table to compare with: nothing here says which people asked to be forgotten since, and which leads came since.",
        ]
      : [
          ...listed(
            "came after that moment and stand in the old table alone; have them called by hand, or sent again",
            lost.leads,
          ),
          ...listed("belong to people who asked to be forgotten since: bridge leads forget ID", lost.forgotten),
        ]),
    ...(forPerson > 0
      ? [
          `${counted(forPerson, "lead waits", "leads wait")} for a person, who may have decided since: look at Callingly before you release one.`,
        ]
      : []),
    ...(line === undefined
      ? []
      : ["Write this into the configuration and deploy, so that the functions work on the table:", `  ${line}`]),
    "Then: bridge doctor; after an hour bridge review; and bridge resume.",
  ];
}

function listed(words: string, leads: readonly Lead[]): string[] {
  if (leads.length === 0) return [];
  const rest = leads.length - SHOWN;
  return [
    `${counted(leads.length, "lead")} ${words}:`,
    ...leads.slice(0, SHOWN).map(({ id, source, receivedAt }) => `  ${id}  ${source}  ${moment(receivedAt)}`),
    ...(rest > 0 ? [`  … and ${rest} more: --json names all`] : []),
  ];
}
