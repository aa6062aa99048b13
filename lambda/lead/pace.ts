import { later, timing } from "./timing.ts";

/**
 * How fast calls leave with one token. Callingly publishes no limit, so the pace is at most the operator's setting, is
 * halved when Callingly answers 429, and comes back call by call. Accounts that share a token take turns.
 */
export interface Pace {
  /** Name of the token. */
  readonly token: string;
  readonly revision: number;
  /** New for each write: two workers that come to the same result must not both take it for theirs. */
  readonly writeId: string;
  /** Calls per second at present. */
  readonly perSecond: number;
  /** The next call may leave then. */
  readonly nextAt: string;
  /** By account: the end of its queue. */
  readonly queues: Readonly<Record<string, string>>;
  /** When it was halved last. */
  readonly slowedAt?: string | undefined;
}

export interface PaceLimit {
  /** Calls per second when all is well. */
  readonly perSecond: number;
  /** Calls that may leave at once after a quiet time. */
  readonly burst: number;
}

/** The pace where the operator sets none: Callingly publishes no limit. */
const USUAL_PER_SECOND = 1;
const BURST = 5;

/**
 * @param perSecond the operator's setting
 * @param isCallingly false: another server, for trying things out, which has no usual pace
 * @returns undefined where calls may leave as they come
 */
export function paceLimit(perSecond: number | undefined, isCallingly: boolean): PaceLimit | undefined {
  const limit = perSecond ?? (isCallingly ? USUAL_PER_SECOND : undefined);
  return limit === undefined ? undefined : { perSecond: limit, burst: BURST };
}

/** Where calls leave as they come: the pace from which a 429 slows them, and at which they are free again. */
export const unpaced: PaceLimit = { perSecond: 100, burst: BURST };

const SLOWEST_PER_SECOND = 1 / 60;
/** So many calls without a 429 bring a pace back that was halved. */
const CALLS_TO_RECOVER = 9;

/** A turn is only taken by a worker that can wait for it, and a line longer than a day is of no use. */
const FARTHEST_TURN_MS = 5 * 60_000;
const FARTHEST_PLACE_MS = 24 * 3_600_000;

export const newPace = (token: string, limit: PaceLimit, now: Date): Pace => ({
  token,
  revision: 0,
  writeId: "",
  perSecond: limit.perSecond,
  nextAt: later(now, -1000 * limit.burst).toISOString(),
  queues: {},
});

export type Turn =
  /** The turn is taken: the call may leave at `at`, now or in a moment. */
  | { readonly kind: "taken"; readonly at: Date; readonly pace: Pace }
  /** It is another lead's turn: stand in line until `at`. `pace` is to be kept when it is given. */
  | { readonly kind: "queued"; readonly at: Date; readonly pace?: Pace };

/**
 * Takes a turn, or a place in the line of the lead's account. Each account with a line gets its share of the pace, so
 * that ten thousand leads of one do not keep another's single lead waiting.
 * @param inLine the lead stood in line already and its time has come
 * @param waitMs how long the caller can wait for the turn
 */
export function takeTurn(
  pace: Pace,
  limit: PaceLimit,
  lead: { account: string; inLine: boolean },
  now: Date,
  waitMs: number,
): Turn {
  const interval = 1000 / pace.perSecond;
  const earliest = now.getTime() - (limit.burst - 1) * interval;
  // A time farther ahead was written by a worker whose clock is wrong.
  const believed = (time: number, farthest: number) => (time - now.getTime() > farthest ? 0 : time);
  const slot = Math.max(believed(Date.parse(pace.nextAt), FARTHEST_TURN_MS + 1000 / limit.perSecond), earliest);
  const at = new Date(Math.max(slot, now.getTime()));
  const lineEnd = believed(Date.parse(pace.queues[lead.account] ?? "") || 0, FARTHEST_PLACE_MS);
  const mayGo = at.getTime() - now.getTime() <= waitMs && (lead.inLine || lineEnd <= now.getTime());
  if (mayGo) {
    const perSecond = Math.min(limit.perSecond, pace.perSecond * 2 ** (1 / CALLS_TO_RECOVER));
    const nextAt = new Date(slot + interval).toISOString();
    return { kind: "taken", at, pace: { ...pace, perSecond, nextAt } };
  }
  if (lead.inLine) return { kind: "queued", at };
  const lines = Object.entries(pace.queues).filter(([, end]) => Date.parse(end) > now.getTime());
  const sharing = new Set([...lines.map(([account]) => account), lead.account]).size;
  const place = new Date(Math.max(at.getTime(), lineEnd) + interval * sharing);
  const queues = { ...Object.fromEntries(lines), [lead.account]: place.toISOString() };
  return { kind: "queued", at: place, pace: { ...pace, queues } };
}

/** A lead that asks for a turn. */
export interface Asking {
  readonly account: string;
  readonly inLine: boolean;
  /** How long it can wait for the turn, in milliseconds. */
  readonly waitMs: number;
}

/** As {@link takeTurn}, for leads that ask at the same moment, one after the other: one write keeps all their turns. */
export function takeTurns(
  pace: Pace,
  limit: PaceLimit,
  leads: readonly Asking[],
  now: Date,
): { readonly turns: readonly Turn[]; readonly pace?: Pace } {
  let current: Pace | undefined;
  const turns = leads.map(({ waitMs, ...lead }) => {
    const turn = takeTurn(current ?? pace, limit, lead, now, waitMs);
    current = turn.pace ?? current;
    return turn;
  });
  return { turns, ...(current && { pace: current }) };
}

/**
 * Callingly answered 429: no call leaves for a moment, or as long as it asks, and then half as fast. Calls that had left
 * before the pace was halved were refused for the same cause, and halve it no further.
 * @param refused when the call left, and how long Callingly asked to wait, in milliseconds
 */
export function slowedDown(pace: Pace, refused: { sentAt: string; waitMs: number }, now: Date): Pace {
  const isNews = refused.sentAt > (pace.slowedAt ?? "");
  const perSecond = isNews ? Math.max(pace.perSecond / 2, SLOWEST_PER_SECOND) : pace.perSecond;
  const restMs = Math.min(Math.max(refused.waitMs, 1000 / perSecond), FARTHEST_TURN_MS);
  const nextAt = new Date(Math.max(Date.parse(pace.nextAt), now.getTime() + restMs)).toISOString();
  return { ...pace, perSecond, nextAt, ...(isNews && { slowedAt: now.toISOString() }) };
}

/** How long Callingly's 429 asks to wait, in milliseconds; a moment where it does not say. */
export const busyWait = (retryAfterMs: number | undefined): number => Math.max(retryAfterMs ?? 0, timing.busyRest);
