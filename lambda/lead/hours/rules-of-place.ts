import type { Place } from "./place.ts";
import { tables } from "./tables.ts";
import type { HoursRule } from "./tables-shape.ts";

/** `conservative`: every rule, as if nobody had asked for the call; `requested`: without those that bind unasked calls alone. */
export const packs = ["requested", "conservative"] as const;
export type Pack = (typeof packs)[number];

/** The rules of a place: its country's and its region's. */
export const rulesOf = ({ country, region }: Place, pack: Pack): HoursRule[] =>
  tables.rules.filter(
    ({ jurisdiction, unaskedOnly }) =>
      (jurisdiction === country || jurisdiction === region) && (pack === "conservative" || !unaskedOnly),
  );

export const hasRule = (country: string): boolean => tables.rules.some(({ jurisdiction }) => jurisdiction === country);
