import { Command } from "commander";
import { gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead, Restoration } from "../../../lambda/lead/lead.ts";
import { restored } from "../../../lambda/lead/restored.ts";
import { sideBySide } from "../../../lambda/runtime/side-by-side.ts";
import { settleRestored } from "../../../lambda/steps/reconcile/settle-restored.ts";
import { GATES_MAX_AGE_MS } from "../../../lambda/store/cached-gates.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { isPause, pauseOf } from "../../gates/pauses.ts";
import { wholeTable } from "../../leads/whole-table.ts";
import { everyOne, type Lost, lostBetween } from "../../restored/compare.ts";
import { type AnyTable, anyTable } from "../../restored/table.ts";
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

export interface RestoredDeps {
  readonly tableNamed: (name: string, stage: Stage) => AnyTable;
}

const inReality: RestoredDeps = { tableNamed: (name, { dynamo, sleep }) => anyTable(name, dynamo, sleep) };

/** A restored table is an old truth: this makes it one that rings nobody for what was done since. */
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

async function run(stage: Stage, options: Options, cli: Cli, { tableNamed }: RestoredDeps): Promise<Result> {
  const { now, tableName } = stage;
  const restoration: Restoration = { to: momentOf(options.at, now()), at: now().toISOString() };
  const here = tableNamed(options.table ?? tableName, stage);
  const formerName = options.oldTable ?? (here.name === tableName ? undefined : tableName);
  if (formerName === here.name) throw new Problem("--old-table is the restored table itself; name the one before.");

  const off = await here.off({ keepsData: stage.name !== "dev" });
  const leads = await wholeTable(here.archive.leads(), readingAloud(cli.terminal));
  const lost = formerName === undefined ? undefined : await lostIn(tableNamed(formerName, stage), here, leads, stage);
  const moves = leads.flatMap((lead) => {
    const next = restored(lead, restoration, now());
    return next ? [{ lead, next }] : [];
  });
  const pauses = (await here.store.gates.all()).filter((gate) => gate.on === gateOn.everything && isPause(gate));
  const plan = { here, off, moves, leads, lost, isPaused: pauses.length > 0, restoration };
  const isDone = off.length + moves.length + (lost?.suppressions.length ?? 0) === 0;
  const isPausedBefore = plan.isPaused || isDone;
  const data = viewOf(plan, isPausedBefore);
  if (options.dryRun) {
    return {
      data: { ...data, changed: false },
      text: ["A trial run; nothing was changed.", ...outlook(plan, isPausedBefore), ...after(plan, undefined)].join(
        "\n",
      ),
    };
  }
  if (isDone) {
    return {
      data: { ...data, changed: false },
      text: [`Nothing is left to do with ${here.name}.`, ...after(plan, await setting(plan, stage))].join("\n"),
    };
  }
  const question = [...outlook(plan, isPausedBefore), "Nobody is rung by this. Do it?"].join("\n");
  if (!(await agreed(cli, options.yes, question)))
    return { ok: false, data: { ...data, changed: false }, text: "Nothing was changed." };
  await carryOut(plan, stage, cli);
  return {
    data: { ...data, changed: true, setting: (await setting(plan, stage)) ?? null },
    text: ["Done.", ...after(plan, await setting(plan, stage))].join("\n"),
  };
}

/** @throws Problem when it could mean several moments, or none that a table can be restored to */
function momentOf(text: string, now: Date): string {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) || Number.isNaN(at.getTime()))
    throw new Problem(
      `--at ${text}: write date, time and zone as you gave them to DynamoDB, e.g. 2026-06-15T12:00:00Z.`,
    );
  if (at > now) throw new Problem(`--at ${text}: that is still to come.`);
  return at.toISOString();
}

interface Plan {
  readonly here: AnyTable;
  readonly off: Awaited<ReturnType<AnyTable["off"]>>;
  readonly moves: readonly { readonly lead: Lead; readonly next: Lead }[];
  readonly leads: readonly Lead[];
  readonly lost: Lost | undefined;
  readonly isPaused: boolean;
  readonly restoration: Restoration;
}

async function lostIn(former: AnyTable, here: AnyTable, leads: readonly Lead[], stage: Stage): Promise<Lost> {
  const [formerLeads, formerSuppressions, suppressions] = await Promise.all([
    everyOne(former.archive.leads()),
    everyOne(former.archive.suppressions()),
    everyOne(here.archive.suppressions()),
  ]);
  const seeds = formerSuppressions.length > 0 ? await stage.suppressionSeeds() : [];
  return lostBetween({ leads: formerLeads, suppressions: formerSuppressions }, { leads, suppressions }, seeds);
}

/** Paused first, and each part may be repeated: whenever it breaks off, the command is run again. */
async function carryOut(
  { here, off, moves, lost, isPaused, restoration }: Plan,
  stage: Stage,
  cli: Cli,
): Promise<void> {
  const { now, sleep, bridge, newId } = stage;
  const { terminal, operator } = cli;
  if (!isPaused) {
    await here.store.gates.close(
      pauseOf(gateOn.everything, `the table was restored to ${moment(restoration.to)}`, operator, now()),
    );
    // By then no worker dials by what it knew before, should the table be in use.
    await sleep(GATES_MAX_AGE_MS);
  }
  for (const suppression of lost?.suppressions ?? []) await here.archive.suppress(suppression);
  const deps = { bridge, store: here.store, now, newId };
  await sideBySide(moves, ({ lead }) => settleRestored(lead, restoration, deps), {
    progress: (done) => terminal.progress(`${done} of ${moves.length} leads`),
  });
  // The stream comes last, so that none of these writes wakes a function.
  for (const { part, turnOn } of off) {
    terminal.progress(`Switching on: ${part}`);
    await turnOn();
  }
}

const soughtIn = ({ moves }: Plan): Lead[] =>
  moves.filter(({ next }) => next.state === "unknown").map(({ next }) => next);

/** Somebody may have decided about them since, of which the table knows nothing. */
const forPersonIn = ({ leads }: Plan): Lead[] =>
  leads.filter(({ state, dueFor }) => state === "review" || (state === "held" && dueFor === "reconcile"));

function viewOf(plan: Plan, isPaused: boolean) {
  const { here, off, moves, lost, restoration } = plan;
  const sought = soughtIn(plan);
  return {
    table: here.name,
    restored_to: restoration.to,
    switched_on: off.map(({ part }) => part),
    paused: !isPaused,
    looked_for: sought.map(({ id }) => id),
    noted: moves.length - sought.length,
    for_a_person: forPersonIn(plan).map(({ id }) => id),
    suppressions_carried_over: lost?.suppressions.length ?? null,
    to_be_forgotten_again: lost?.forgotten.map(({ id }) => id) ?? null,
    only_in_the_old_table: lost?.leads.map(({ id }) => id) ?? null,
  };
}

function outlook(plan: Plan, isPaused: boolean): string[] {
  const { here, off, moves, lost, restoration } = plan;
  const sought = soughtIn(plan).length;
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
function after(plan: Plan, line: string | undefined): string[] {
  const { lost } = plan;
  const forPerson = forPersonIn(plan).length;
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

/** Undefined where the stage works on the table already. */
async function setting({ here }: Plan, { tableName, name }: Stage): Promise<string | undefined> {
  if (here.name === tableName) return undefined;
  const streamArn = await here.streamArn();
  return `stages: { ${name}: { restoredTable: { name: "${here.name}", streamArn: "${streamArn ?? "…"}" } } }`;
}
