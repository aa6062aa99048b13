import { type Gate, gateOn } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { type DialDecision, rings, waitsForMoment } from "../../lambda/lead/rules/decision.ts";
import { waitsForDial } from "../../lambda/lead/states.ts";
import { forecast } from "../leads/forecast.ts";
import { inDueOrder } from "../leads/index-rows.ts";
import { type Watcher, waitingLeads } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { configuredPauseWords, isBehind, isPause, pauseWords, type Scope, scopeOn } from "./pauses.ts";
import { retryNow } from "./retry-now.ts";

/** The end of a pause: whom it calls, what stays, and carrying it out. */

export interface ResumePlan {
  /** Undefined where nobody has paused this scope; then nothing is to be done. */
  readonly pause: Gate | undefined;
  /** Leads that are called by it, in due order. */
  readonly callable: readonly Lead[];
  /** Waited too long to be called without asking. */
  readonly stale: number;
  /** Are called by themselves when their people's hours come. */
  readonly outside: number;
  /** Are called by themselves at the time that they asked for. */
  readonly asked: number;
  /** Are held for another reason. */
  readonly barred: number;
  /** What keeps calls of this scope paused all the same, in words. */
  readonly stillPaused: readonly string[];
}

export async function planResume(scope: Scope, watcher: Watcher, stage: Stage): Promise<ResumePlan> {
  const { store, now } = stage;
  const on = scopeOn(scope);
  const gates = await store.gates.all();
  const pause = gates.find((gate) => gate.on === on && isPause(gate));
  const others = gates.filter((gate) => gate !== pause && isPause(gate) && touches(gate.on, on));
  const stillPaused = [
    ...others.map((gate) => `Still paused: ${pauseWords(gate, now())}`),
    ...configuredPauseWords(stage, scope),
  ];
  const behind = pause ? await waitingBehind(pause, gates, stage, watcher) : nobody;
  return { pause, ...behind, stillPaused };
}

/** @param progress called with how many leads are done */
export async function carryOutResume(
  pause: Gate,
  callable: readonly Lead[],
  { by, progress }: { readonly by: string; readonly progress: (done: number) => void },
  stage: Stage,
): Promise<void> {
  await stage.store.gates.open(pause);
  await retryNow(callable, { by, progress }, stage);
}

/** Who is not called by it, and why, in words. */
export const outlookOf = ({ stale, outside, asked, barred, stillPaused }: ResumePlan): string[] => [
  ...(stale > 0
    ? [
        `${counted(stale, "lead")} more waited too long, and a person has to decide: bridge leads release --reason stale`,
      ]
    : []),
  ...(asked > 0 ? [`${counted(asked, "lead")} more: called by themselves at the time that they asked for.`] : []),
  ...(outside > 0 ? [`${counted(outside, "lead")} more: called by themselves when their people's hours come.`] : []),
  ...(barred > 0 ? [`${counted(barred, "lead")} more: held for another reason.`] : []),
  ...stillPaused,
];

/** A pause of everything bears on each account, and the other way round. */
const touches = (one: string, other: string): boolean => one === gateOn.everything || other === gateOn.everything;

type Behind = Pick<ResumePlan, "callable" | "stale" | "outside" | "asked" | "barred">;
const nobody: Behind = { callable: [], stale: 0, outside: 0, asked: 0, barred: 0 };

/** The outlook for leads behind a pause, once it is over. */
async function waitingBehind(pause: Gate, gates: readonly Gate[], stage: Stage, watcher: Watcher): Promise<Behind> {
  const { bridge, now } = stage;
  const { items: leads } = await waitingLeads(stage, {
    workers: ["dial-lead"],
    fits: (lead) => waitsForDial(lead) && isBehind(pause, lead),
    order: inDueOrder,
    watcher,
  });
  const remaining = gates.filter((gate) => gate !== pause);
  const decided = leads.map((lead) => ({ lead, decision: forecast(lead, bridge, remaining, now()) }));
  const isCalled = (decision: DialDecision) => rings(decision) && !waitsForMoment(decision);
  const callable = decided.filter(({ decision }) => isCalled(decision)).map(({ lead }) => lead);
  const waiting = decided.filter(({ decision }) => waitsForMoment(decision));
  const asked = waiting.filter(({ decision }) => decision.dial === "later" && decision.asked !== undefined).length;
  const outside = waiting.length - asked;
  const stale = decided.filter(({ decision }) => decision.dial === "held" && decision.reason === "stale").length;
  return { callable, stale, outside, asked, barred: leads.length - callable.length - stale - waiting.length };
}
