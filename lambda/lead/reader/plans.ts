import type { MetadataJson } from "libphonenumber-js/core";
import exact from "libphonenumber-js/max/metadata";
import rough from "libphonenumber-js/min/metadata";

/**
 * What is known of the world's numbering plans, as far as reading a number takes it: nothing about how numbers are
 * printed, and which of them are given out only for some countries. A bundle holds the outcome of this file, see
 * `lib/bundling/packed-data.ts`.
 */

/**
 * Where a beginning and a length say next to nothing: without more, whatever somebody typed elsewhere would be a number
 * of these countries as well.
 */
const KNOWN_WELL: ReadonlySet<string> = new Set("AT BD BR DE ID IN IT PH PK".split(" "));

/** Where the library's description of a country says how its numbers are printed. */
const FORMATS = 4;

export const plans: MetadataJson = withoutFormats(
  known(rough as unknown as MetadataJson, exact as unknown as MetadataJson),
);

function known(metadata: MetadataJson, well: MetadataJson): MetadataJson {
  const countries = Object.entries(well.countries).filter(([country]) => KNOWN_WELL.has(country));
  return { ...metadata, countries: { ...metadata.countries, ...Object.fromEntries(countries) } };
}

/** The plans without how numbers are printed, a good part of each and of no use to us. */
export function withoutFormats(metadata: MetadataJson): MetadataJson {
  const countries = Object.entries(metadata.countries).map(([country, plan]) => {
    const kept: unknown[] = [...(plan as unknown as unknown[])];
    kept[FORMATS] = 0;
    return [country, kept];
  });
  return { ...metadata, countries: Object.fromEntries(countries) } as unknown as MetadataJson;
}
