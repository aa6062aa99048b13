import { tables } from "./tables.ts";

/** Countries whose regions a person may mean where the lead's country is this one: people live across that border. */
const BESIDE: Readonly<Record<string, readonly string[]>> = { US: ["US", "CA"], CA: ["CA", "US"], AU: ["AU"] };

/**
 * The region that somebody wrote as `US-FL`, `FL` or `Florida`; undefined where it is no region's name.
 * @param country the lead's, whose region `CA` or `WA` is
 */
export function regionNamed(text: string, country: string): string | undefined {
  const [, prefix = "", rest = ""] = /^\s*([A-Za-z]{2})\s*-\s*(\S.*)$/.exec(text) ?? [];
  const among: readonly (readonly [country: string, name: string])[] = [
    ...(prefix === "" ? [] : [[prefix.toUpperCase(), rest] as const]),
    ...(BESIDE[country] ?? []).map((each) => [each, text] as const),
  ];
  return among.map(([each, name]) => regionOf(name, each)).find((region) => region !== undefined);
}

function regionOf(name: string, country: string): string | undefined {
  const letters = name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
  const code = `${country}-${letters.toUpperCase()}`;
  if (code in tables.regions) return code;
  const named = tables.regionNames[country]?.[letters];
  return named === undefined ? undefined : `${country}-${named}`;
}

/** Whether a code is one of a state or province whose zones are known, such as `US-LA`. */
export const isRegion = (code: string): boolean => Object.hasOwn(tables.regions, code);
