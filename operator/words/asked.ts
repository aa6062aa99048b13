import type { Asked } from "../../lambda/lead/asked/record.ts";
import { wallSeconds } from "../../lambda/lead/hours/clock.ts";
import { momentAndSpan } from "./times.ts";

/** When a person asked to be called, for an operator: there, and in UTC. */

const zoneWords: Readonly<Record<NonNullable<Asked["by"]>, string>> = {
  offset: "as it was written",
  request: "the zone that the request named",
  place: "the person's zone",
  account: "the account's zone, as nothing says where the person is",
  operator: "an operator named it",
};

/** `at 2026-06-16 09:00 in America/New_York, 2026-06-16 13:00:00 UTC (in 20 h)`. */
export const askedWords = ({ at, zone = "UTC" }: Pick<Asked, "zone"> & { readonly at: string }, now: Date): string =>
  `at ${clockAt(zone, at)} in ${zone}, ${momentAndSpan(at, now)}`;

/** By whose clocks it was read, and none of the person's own words. */
export const askedBasis = ({ at, zone, by }: Asked, now: Date): string =>
  at === undefined
    ? "a time was asked for, and its words say no moment"
    : `${askedWords({ at, zone }, now)}, ${zoneWords[by ?? "offset"]}`;

/** With the person's own words, and by whose clocks they were read. */
export function askedWhole({ text, at, zone, by }: Asked, now: Date): string {
  if (at === undefined) return `“${text}”, which says no moment`;
  return `${askedWords({ at, zone }, now)}; asked as “${text}”, ${zoneWords[by ?? "offset"]}`;
}

const clockAt = (zone: string, at: string): string =>
  new Date(wallSeconds(zone, Date.parse(at)) * 1000)
    .toISOString()
    .slice(0, "2026-06-16T09:00".length)
    .replace("T", " ");
