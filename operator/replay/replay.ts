import type { Call } from "../../lambda/lead/call/call.ts";
import { type Gate, isClosed } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Reason } from "../../lambda/lead/reasons.ts";
import { rings } from "../../lambda/lead/rules/decision.ts";
import { askable, askNow } from "../gates/ask-gates.ts";
import { type Hurry, retryNow } from "../gates/retry-now.ts";
import type { LeadFilter } from "../leads/filter.ts";
import { forecast } from "../leads/forecast.ts";
import type { Watcher } from "../leads/waiting.ts";
import { type WhenRung, whenRung } from "../leads/when-rung.ts";
import { freeAll, retryAll } from "../results/retry.ts";
import type { Stage } from "../stage/stage.ts";
import { workOf } from "./work.ts";

/** After a fix: what waited for it goes now, instead of when its time comes. */

export interface ReplayPlan {
  /** Leads that would be tried again, in due order. */
  readonly leads: readonly Lead[];
  /** When those of them ring. */
  readonly rung: WhenRung;
  readonly calls: readonly Call[];
  /** Other items on which the bridge itself failed. */
  readonly stuck: readonly (Lead | Call)[];
  /** Why the other leads stay held, one for each. */
  readonly held: readonly Reason[];
  /** Wait for a person's decision, which a replay is not. */
  readonly forPerson: readonly Lead[];
  /** Gates about which Callingly can be asked whether their cause is fixed; unless this is a trial, it was. */
  readonly asked: readonly Gate[];
  /** Those of them whose cause is not fixed. */
  readonly stillClosed: readonly Gate[];
}

/**
 * Looks what a replay would move. The gates in the way are asked about first; a trial does not ask Callingly, and
 * assumes that the cause is fixed.
 * @param limit how many leads and results at most, those that are due first
 */
export async function planReplay(
  filter: LeadFilter,
  { limit, isTrial, watcher = {} }: { readonly limit: number; readonly isTrial: boolean; readonly watcher?: Watcher },
  stage: Stage,
): Promise<ReplayPlan> {
  const { store, bridge, now } = stage;
  const work = await workOf(stage, filter, { watcher });
  const asked = askable(await store.gates.all(), filter.reasons ?? [], now());
  if (!isTrial) await askNow(asked, stage);
  const gates = await store.gates.all();
  const isStill = ({ on }: Gate) => gates.some((gate) => gate.on === on && isClosed(gate, now()));
  const believed = isTrial ? gates.filter((gate) => !asked.some(({ on }) => on === gate.on)) : gates;
  const judged = { bridge, gates: believed, now: now() };
  const decided = work.leads.map((lead) => ({ lead, decision: forecast(lead, bridge, believed, now()) }));
  const leads = decided.flatMap(({ lead, decision }) => (rings(decision) ? [lead] : [])).slice(0, limit);
  const rung = whenRung(leads, judged);
  return {
    leads,
    rung,
    calls: work.calls.slice(0, limit),
    stuck: work.stuck.slice(0, limit),
    held: [...decided.flatMap(({ decision }) => (rings(decision) ? [] : [decision.reason])), ...rung.held],
    forPerson: work.forPerson,
    asked,
    stillClosed: isTrial ? [] : asked.filter(isStill),
  };
}

export interface Replayed {
  /** Ids of the leads that are looked at now. */
  readonly hurried: readonly string[];
  readonly retried: readonly Call[];
  /** How many other items are looked after again. */
  readonly freed: number;
}

/** Where it is stopped, what is done stays done, and results are left for their time. */
export async function carryOutReplay(
  { leads, calls, stuck }: ReplayPlan,
  hurry: Hurry,
  stage: Stage,
): Promise<Replayed> {
  const hurried = await retryNow(leads, hurry, stage);
  if (hurry.signal?.aborted) return { hurried, retried: [], freed: 0 };
  return { hurried, retried: await retryAll(calls, stage), freed: await freeAll(stuck, stage) };
}
