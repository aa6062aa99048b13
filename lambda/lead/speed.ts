import type { Lead } from "./lead.ts";

/**
 * Speed to lead: the seconds from when a lead came, asked to be called, or was released by an operator, whichever was
 * last, until Callingly said yes to its dial. Kept in 64 buckets, each a little wider than the one before, so that a
 * day's speeds are a few numbers that can be added up: a percentile of them is off by an eighth at most.
 */

const BUCKETS = 64;
const LEAST_SECONDS = 0.1;
const MOST_SECONDS = 24 * 60 * 60;
/** 1.24: the middle of a bucket is less than an eighth from either end. */
const WIDTH = (MOST_SECONDS / LEAST_SECONDS) ** (1 / BUCKETS);

/** @param seconds below a tenth counts as a tenth, above a day as a day */
export const bucketOf = (seconds: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(Math.log(seconds / LEAST_SECONDS) / Math.log(WIDTH))));

/** The seconds that a bucket stands for. */
const middleOf = (bucket: number): number => LEAST_SECONDS * WIDTH ** (bucket + 0.5);

/**
 * The seconds within which a share of the leads was called: the nearest rank, as its bucket tells it.
 * @param counts how many leads are in which bucket
 * @param share above 0, and 1 at most
 * @returns undefined where there is none
 */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let left = Math.ceil(share * total);
  for (const [bucket, count] of [...counts].sort(([one], [other]) => one - other)) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return undefined;
}

export interface SpeedToLead {
  readonly seconds: number;
  /** Counted from an operator's release: how long it waited for that says nothing of the bridge. */
  readonly isReleased: boolean;
  /** From when it is counted. */
  readonly from: Date;
}

/** As long as a history gets before its oldest steps are dropped. */
const WHOLE_HISTORY = 40;

/**
 * How fast a lead was first called. A later call of the same lead changes nothing.
 * @returns undefined where it was not called, an operator said that it rang, or its beginning is no longer known
 */
export function speedOf({
  receivedAt,
  history,
  asked,
}: Pick<Lead, "receivedAt" | "history" | "asked">): SpeedToLead | undefined {
  const at = history.findIndex(({ state }) => state === "placed");
  const placed = history[at];
  if (placed === undefined || placed.by !== undefined || history.length >= WHOLE_HISTORY) return undefined;
  const before = history.slice(0, at).filter(({ state }) => state === "ready");
  const release = before.findLast(({ by, reason }) => isOperator(by) && reason !== "asked-time")?.at ?? "";
  // A release for something else leaves it to its time; and who asks anew, for now, has waited for nothing yet.
  const time = (asked?.isLifted === true ? undefined : asked?.at) ?? "";
  const again = before.findLast(({ reason }) => reason === "asked-again")?.at ?? "";
  const from = [receivedAt, release, time, again].reduce((one, other) => (one > other ? one : other));
  const seconds = (Date.parse(placed.at) - Date.parse(from)) / 1000;
  return { seconds: Math.max(0, seconds), isReleased: from === release, from: new Date(from) };
}

/** A policy rings again by itself. */
const isOperator = (by: string | undefined): boolean => by !== undefined && by !== "policy";
