import type { Outcome, Script } from "./model.ts";
import type { Random } from "./ports.ts";

/**
 * How calls to test numbers end: the first attempt takes the first word, a redial the next, and the last word stays.
 * The endings are the last four digits of the number.
 */
export const outcomesByEnding: Readonly<Record<string, readonly Outcome[]>> = {
  "0100": ["contacted"],
  "0101": ["voicemail"],
  "0102": ["missed", "contacted"],
  "0103": ["busy", "contacted"],
  "0104": ["removed"],
  "0105": ["unanswered", "contacted"],
  "0106": ["offline"],
  "0107": ["error"],
  "0108": ["endless"],
  "0109": ["missed"],
};

/** What each outcome looks like in a call. `null` seconds: nobody from the team was on the line. */
export interface Ending {
  readonly status: string;
  readonly result: string | null;
  /** Shortest and longest length in seconds. */
  readonly seconds: readonly [number, number] | null;
  /** Outcomes after which the team calls again, if its rules say so. */
  readonly again?: "agents" | "lead";
}

/** Statuses and results: https://help.callingly.com/article/97-receiving-a-callback-after-a-call. */
export const endings: Readonly<Record<Exclude<Outcome, "endless">, Ending>> = {
  contacted: { status: "completed", result: "contacted", seconds: [20, 45] },
  voicemail: { status: "completed", result: "voicemail", seconds: [15, 30] },
  removed: { status: "completed", result: "removed", seconds: [8, 15] },
  missed: { status: "completed", result: "missed", seconds: [0, 0], again: "lead" },
  busy: { status: "busy", result: "missed", seconds: [0, 0], again: "lead" },
  unanswered: { status: "missed", result: null, seconds: null, again: "agents" },
  ignored: { status: "ignored", result: null, seconds: null, again: "agents" },
  offline: { status: "offline", result: null, seconds: null },
  error: { status: "error", result: null, seconds: null },
};

export interface Outcomes {
  /** Scripts the next calls: those to one number, or whichever comes next. */
  script(scripts: readonly Script[], phone?: string): void;
  /** Decides one call. `attempt` counts from 0. Own script, then common script, then ending, then lot. */
  next(phone: string, attempt: number, weights: Readonly<Partial<Record<Outcome, number>>>, random: Random): Script;
  clear(): void;
}

export function createOutcomes(): Outcomes {
  const anyone = "";
  const queues = new Map<string, Script[]>();
  return {
    script: (scripts, phone = anyone) => queues.set(phone, [...(queues.get(phone) ?? []), ...scripts]),
    next(phone, attempt, weights, random) {
      const scripted = queues.get(phone)?.shift() ?? queues.get(anyone)?.shift();
      return scripted ?? { outcome: byEnding(phone, attempt) ?? byLot(weights, random) };
    },
    clear: () => queues.clear(),
  };
}

function byEnding(phone: string, attempt: number): Outcome | undefined {
  const row = /555(\d{4})$/.exec(phone)?.[1];
  const words = row === undefined ? undefined : outcomesByEnding[row];
  return words?.[Math.min(attempt, words.length - 1)];
}

function byLot(weights: Readonly<Partial<Record<Outcome, number>>>, random: Random): Outcome {
  const entries = Object.entries(weights) as [Outcome, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [outcome, weight] of entries) {
    left -= weight;
    if (left < 0) return outcome;
  }
  return "contacted";
}
