import { type Gate, gateOn } from "../../lambda/lead/gates.ts";
import type { Lead, Restoration } from "../../lambda/lead/lead.ts";
import { restored } from "../../lambda/lead/restored.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { settleRestored } from "../../lambda/steps/reconcile/settle-restored.ts";
import { GATES_MAX_AGE_MS } from "../../lambda/store/cached-gates.ts";
import { Problem } from "../../lib/program/problem.ts";
import { isPause, pauseOf } from "../gates/pauses.ts";
import { type Listener, wholeTable } from "../leads/whole-table.ts";
import type { Stage } from "../stage/stage.ts";
import { moment } from "../words/times.ts";
import { everyOne, type Lost, lostBetween } from "./compare.ts";
import type { AnyTable, Switch } from "./table.ts";

/** A restored table is an old truth: this makes it one that rings nobody for what was done since. */

export interface RestoredQuestion {
  /** The moment that it was restored to, with its zone. */
  readonly at: string;
  /** The restored table. Default: the one that the stage works on. */
  readonly table?: string | undefined;
  /** The table before. Default: the stage's, if the restored one is another. */
  readonly oldTable?: string | undefined;
}

export interface RestoredDeps {
  readonly tableNamed: (name: string, stage: Stage) => AnyTable;
}

/** Everything that is to be done with a restored table. */
export interface RestoredPlan {
  readonly here: AnyTable;
  readonly restoration: Restoration;
  /** What DynamoDB left off. */
  readonly off: readonly Switch[];
  /** Leads that the restore changes, as they are and as they will be. */
  readonly moves: readonly { readonly lead: Lead; readonly next: Lead }[];
  /** Those of them that may have rung since: they are looked for. */
  readonly sought: readonly Lead[];
  /** Wait for an operator, who may have decided about them since, of which the table knows nothing. */
  readonly forPerson: readonly Lead[];
  /** Undefined where there is no former table to compare with. */
  readonly lost: Lost | undefined;
  /** Everything is paused in it already. */
  readonly isPaused: boolean;
  /** Nothing is left to do. */
  readonly isDone: boolean;
}

/**
 * Looks what is to be done, and changes nothing.
 * @throws Problem for a moment or a table that cannot be meant
 */
export async function planRestored(
  question: RestoredQuestion,
  stage: Stage,
  { tableNamed }: RestoredDeps,
  listener: Listener,
): Promise<RestoredPlan> {
  const { now, tableName } = stage;
  const restoration: Restoration = { to: momentOf(question.at, now()), at: now().toISOString() };
  const here = tableNamed(question.table ?? tableName, stage);
  const formerName = question.oldTable ?? (here.name === tableName ? undefined : tableName);
  if (formerName === here.name) throw new Problem("--old-table is the restored table itself; name the one before.");

  const off = await here.off({ keepsData: stage.name !== "dev" });
  const leads = await wholeTable(here.archive.leads(), listener);
  const lost = formerName === undefined ? undefined : await lostIn(tableNamed(formerName, stage), here, leads, stage);
  const moves = leads.flatMap((lead) => {
    const next = restored(lead, restoration, now());
    return next ? [{ lead, next }] : [];
  });
  return {
    here,
    restoration,
    off,
    moves,
    sought: moves.flatMap(({ next }) => (next.state === "unknown" ? [next] : [])),
    forPerson: leads.filter(({ state, dueFor }) => state === "review" || (state === "held" && dueFor === "reconcile")),
    lost,
    isPaused: (await here.store.gates.all()).some(isPauseOfEverything),
    isDone: off.length + moves.length + (lost?.suppressions.length ?? 0) === 0,
  };
}

const isPauseOfEverything = (gate: Gate): boolean => gate.on === gateOn.everything && isPause(gate);

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

async function lostIn(former: AnyTable, here: AnyTable, leads: readonly Lead[], stage: Stage): Promise<Lost> {
  const [formerLeads, formerSuppressions, suppressions] = await Promise.all([
    everyOne(former.archive.leads()),
    everyOne(former.archive.suppressions()),
    everyOne(here.archive.suppressions()),
  ]);
  const seeds = formerSuppressions.length > 0 ? await stage.suppressionSeeds() : [];
  return lostBetween({ leads: formerLeads, suppressions: formerSuppressions }, { leads, suppressions }, seeds);
}

/** The operator, who waits while it is done. */
export interface RestoreListener {
  /** Called with how many leads are settled. */
  readonly settled: (count: number) => void;
  /** Called before a part of the table is switched on, with its name for people. */
  readonly switchingOn: (part: string) => void;
}

/**
 * Paused first, and each part may be repeated: whenever it breaks off, the command is run again.
 * @param by who carries it out
 */
export async function carryOutRestored(
  { here, off, moves, lost, isPaused, restoration }: RestoredPlan,
  by: string,
  { now, sleep, bridge, newId }: Stage,
  { settled, switchingOn }: RestoreListener,
): Promise<void> {
  if (!isPaused) {
    await here.store.gates.close(
      pauseOf(gateOn.everything, `the table was restored to ${moment(restoration.to)}`, by, now()),
    );
    // By then no worker dials by what it knew before, should the table be in use.
    await sleep(GATES_MAX_AGE_MS);
  }
  for (const suppression of lost?.suppressions ?? []) await here.store.suppressions.add(suppression);
  const deps = { bridge, store: here.store, now, newId };
  await sideBySide(moves, ({ lead }) => settleRestored(lead, restoration, deps), { progress: settled });
  // The stream comes last, so that none of these writes wakes a function.
  for (const { part, turnOn } of off) {
    switchingOn(part);
    await turnOn();
  }
}

/** What the configuration has to say for the functions to work on the table; undefined where they do already. */
export async function settingFor({ here }: RestoredPlan, { tableName, name }: Stage): Promise<string | undefined> {
  if (here.name === tableName) return undefined;
  const streamArn = await here.streamArn();
  return `stages: { ${name}: { restoredTable: { name: "${here.name}", streamArn: "${streamArn ?? "…"}" } } }`;
}
