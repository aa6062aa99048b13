import type { Place } from "./place.ts";
import { tables } from "./tables.ts";
import type { HoursRule } from "./tables-shape.ts";

/** `conservative`: every rule, as if nobody had asked for the call; `requested`: without those that bind unasked calls alone. */
export const packs = ["requested", "conservative"] as const;
export type Pack = (typeof packs)[number];

/** The rules of a place: its country's and its region's. */
export const rulesOf = ({ country, region }: Place, pack: Pack): HoursRule[] =>
  tables.rules.filter((rule) => [country, region].includes(rule.jurisdiction) && isOf(rule, pack));

/** The rules of countries and of all their regions. */
export const rulesIn = (countries: readonly string[], pack: Pack): HoursRule[] =>
  tables.rules.filter((rule) => countries.includes(rule.jurisdiction.slice(0, 2)) && isOf(rule, pack));

const isOf = ({ unaskedOnly }: HoursRule, pack: Pack): boolean => pack === "conservative" || !unaskedOnly;

export const hasRule = (country: string): boolean => tables.rules.some(({ jurisdiction }) => jurisdiction === country);
