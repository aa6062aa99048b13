import { type Gate, isClosed } from "../gates.ts";
import type { LevelName } from "./metrics.ts";

/** How much waits, for what, and how long: from what the due index shows of each item, which is no more than this. */

export type Waiting = (
  | { readonly kind: "lead"; readonly id: string }
  | { readonly kind: "call"; readonly account: string; readonly callId: string }
) & {
  /** Where it is off its usual way; on it, the state in which that worker's items usually are. */
  readonly state: string;
  readonly reason?: string | undefined;
  /** Who acts next. */
  readonly dueFor: string;
  readonly dueAt: string;
  /** When the lead was taken in, or the call last hinted at. */
  readonly cameAt: string;
  /** As `cameAt`; of a lead that was released, when it last was. */
  readonly since: string;
  /** How often in a row the bridge itself failed on it. */
  readonly faults?: number | undefined;
};

export type Levels = Record<LevelName, number>;

/** The levels of an empty backlog. */
export const noLevels = (): Levels => ({
  WaitingNow: 0,
  OldestWaiting: 0,
  UnknownNow: 0,
  ReviewNow: 0,
  HeldNow: 0,
  QuarantinedNow: 0,
  ParkedNow: 0,
  OldestResult: 0,
  GatesClosedNow: 0,
  TokensRefusedNow: 0,
});

/** Adds an item to the levels. */
export function count(levels: Levels, item: Waiting, now: Date): void {
  // A line is as long as a turn in it is away: who waited for an hour at which they may be rung is not the oldest in it.
  const ms =
    item.reason === "waits-its-turn"
      ? Math.abs(now.getTime() - Date.parse(item.dueAt))
      : now.getTime() - Date.parse(item.since);
  const seconds = Math.round(ms / 1000);
  // Another version of the bridge may have written anything there; a level is a number.
  const age = Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
  if (item.kind === "call") countCall(levels, item, age);
  else countLead(levels, item, age);
}

function countLead(levels: Levels, { state, reason, dueFor }: Waiting, seconds: number): void {
  switch (state) {
    case "unknown":
      levels.UnknownNow += 1;
      break;
    case "review":
      levels.ReviewNow += 1;
      break;
    case "ready":
    case "held":
      if (dueFor === "dial-lead") {
        levels.WaitingNow += 1;
        if (!waitsAsMeant.has(reason)) levels.OldestWaiting = Math.max(levels.OldestWaiting, seconds);
      } else {
        levels.HeldNow += 1;
        if (reason === "quarantined") levels.QuarantinedNow += 1;
      }
  }
}

/** The operator who paused them knows that they wait; nobody can be rung at another hour; and some asked to wait. */
const waitsAsMeant: ReadonlySet<string | undefined> = new Set([
  "paused",
  "outside-hours",
  "called-too-often",
  "asked-time",
]);

function countCall(levels: Levels, { state, reason }: Waiting, seconds: number): void {
  if (state === "parked") levels.ParkedNow += 1;
  // A reported result may still get its recording, and a running call has no result yet.
  else if (state !== "reported" && reason !== "still-running")
    levels.OldestResult = Math.max(levels.OldestResult, seconds);
}

/** Adds a gate. A pause is no trouble, and one dial of unclear fate leaves its gate ajar. */
export function countGate(levels: Levels, gate: Gate, now: Date): void {
  if (gate.reason === "paused" || !isClosed(gate, now)) return;
  levels.GatesClosedNow += 1;
  if (gate.reason === "token-refused" || gate.reason === "account-refused") levels.TokensRefusedNow += 1;
}
