import { NONE } from "../day-numbers.ts";
import type { Lead } from "../lead.ts";
import { reasons as allReasons, type Reason, reasonWords } from "../reasons.ts";
import { commandsFor } from "../remedies.ts";
import type { Waiting } from "./backlog.ts";

/** What waits now, of whatever day: leads that are yet to be called, and results that are not in the CRM. */

export interface WaitingNow {
  /** Called by themselves, once what holds them has passed or is mended. */
  readonly waiting: number;
  /** An operator decides: those that are held for one, and those in review. */
  readonly needYou: number;
  /** By what they wait for, the most first. */
  readonly groups: readonly WaitingGroup[];
  readonly results: {
    /** An operator has to make them possible. */
    readonly parked: number;
    /** Tried again by themselves. */
    readonly pending: number;
    readonly groups: readonly WaitingGroup[];
  };
}

export interface WaitingGroup {
  /** Code of the reason; `none` of what goes its usual way. */
  readonly reason: string;
  /** The same in words. */
  readonly words: string;
  /** `rule`: called by itself; `operator`: held for a decision; `review`; `look`: the bridge looks whether it rang; `result`. */
  readonly kind: "rule" | "operator" | "review" | "look" | "result";
  readonly count: number;
  /** When the first of them came, or was released. */
  readonly oldest: string;
  /** What ends the wait, the likeliest first; empty where it passes by itself. */
  readonly commands: readonly string[];
}

interface Waiter {
  readonly kind: WaitingGroup["kind"];
  readonly reason: string | undefined;
  readonly since: string;
}

/**
 * @param rows what the index shows of all that waits
 * @param todays leads of today as they were read: they count instead of their rows
 */
export function waitingNow(rows: readonly Waiting[], todays: ReadonlyMap<string, { readonly lead: Lead }>): WaitingNow {
  const leads = [
    ...[...todays.values()].flatMap(({ lead }) => waiterOf({ ...lead, since: lead.releasedAt ?? lead.receivedAt })),
    ...rows.flatMap((row) => (row.kind === "lead" && !todays.has(row.id) ? waiterOf(row) : [])),
  ];
  const calls = rows.filter(
    ({ kind, dueFor, state, reason }) =>
      kind === "call" && dueFor === "report-call" && state !== "reported" && reason !== "still-running",
  );
  const parked = calls.filter(({ state }) => state === "parked");
  return {
    waiting: leads.filter(({ kind }) => kind === "rule").length,
    needYou: leads.filter(({ kind }) => kind === "operator" || kind === "review").length,
    groups: grouped(leads),
    results: {
      parked: parked.length,
      pending: calls.length - parked.length,
      groups: grouped(parked.map(({ reason, since }) => ({ kind: "result", reason, since }))),
    },
  };
}

function waiterOf({
  state,
  reason,
  dueFor,
  since,
}: Pick<Waiting, "state" | "reason" | "since"> & { readonly dueFor?: string | undefined }): Waiter[] {
  switch (state) {
    case "ready":
    case "dialing":
      return [{ kind: "rule", reason, since }];
    case "held":
      return [{ kind: dueFor === "dial-lead" ? "rule" : "operator", reason, since }];
    case "review":
      return [{ kind: "review", reason, since }];
    case "unknown":
      return [{ kind: "look", reason, since }];
    default:
      return [];
  }
}

function grouped(all: readonly Waiter[]): WaitingGroup[] {
  const groups = new Map<string, WaitingGroup>();
  for (const { kind, reason = NONE, since } of all) {
    const key = `${kind} ${reason}`;
    const { count = 0, oldest = since } = groups.get(key) ?? {};
    groups.set(key, {
      reason,
      kind,
      words: isReason(reason) ? reasonWords[reason] : "Nothing holds them: they are called in their turn",
      count: count + 1,
      oldest: oldest < since ? oldest : since,
      commands: isReason(reason) ? commandsFor(reason) : [],
    });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

const isReason = (text: string): text is Reason => (allReasons as readonly string[]).includes(text);
