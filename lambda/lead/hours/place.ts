import { tables } from "./tables.ts";
import type { Area } from "./tables-shape.ts";

/** Where a person may be: a region whose rules bind, and a zone whose clock counts. */
export interface Place {
  /** Whose country rule binds; a territory of the United States has theirs. */
  readonly country: string;
  /** `US-FL`; absent where only the country is known. */
  readonly region?: string;
  readonly zone: string;
  /** What says so, in words. */
  readonly by: string;
}

export interface Unknown {
  readonly kind: "unknown";
  /** In words. */
  readonly why: string;
}

/** Nobody is rung on a guess. */
export const unknown = (why: string): Unknown => ({ kind: "unknown", why });

/** Places that something names, none among them where it names none. */
export type Found = readonly Place[] | Unknown;

export const isUnknown = (found: Found): found is Unknown => !Array.isArray(found);

/** Territories of the United States, whose federal rules bind there. https://www.law.cornell.edu/uscode/text/47/153 */
const TERRITORIES: ReadonlySet<string> = new Set(["PR", "VI", "GU", "MP", "AS"]);

/** Whose country rule binds in a country or territory. */
export const lawOf = (country: string): string => (TERRITORIES.has(country) ? "US" : country);

/** Every region of an area in every zone of it. */
export const areaPlaces = ([regions, zones]: Area, by: string): Place[] =>
  regions.flatMap((area) => {
    const region = TERRITORIES.has(area) ? `US-${area}` : area;
    const where = { country: region.slice(0, 2), ...(region.includes("-") && { region }) };
    return zonesNamed(zones).map((zone) => ({ ...where, zone, by }));
  });

/** `US-FL` in every zone of it. */
export const regionPlaces = (region: string, by: string): Place[] =>
  areaPlaces([[region], tables.regions[region] ?? []], by);

/** A country without a region, in all its zones; none where its regions have clocks of their own, or are unknown here. */
export const countryPlaces = (country: string, by: string): Place[] =>
  zonesNamed(tables.countries[country] ?? []).map((zone) => ({ country, zone, by }));

const zonesNamed = (zones: readonly number[]): string[] => zones.map((at) => tables.zones[at] ?? "");
