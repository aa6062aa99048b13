import type { Lead } from "../../lambda/lead/lead.ts";
import { identifiersOf, printsOf, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import type { ArchivePage } from "../../lambda/store/archive.ts";
import { suppressedKey } from "../../lambda/store/items/suppressions.ts";

/** The data that the former table holds, and the restored one lacks. */
export interface Lost {
  /** Accepted after the moment that was restored. */
  readonly leads: readonly Lead[];
  readonly suppressions: readonly Suppression[];
  /** Leads of the restored table whose person asked to be forgotten since: their data is back. */
  readonly forgotten: readonly Lead[];
}

interface Holdings {
  readonly leads: readonly Lead[];
  readonly suppressions: readonly Suppression[];
}

const nameOf = (word: Suppression): string => suppressedKey(word).sk;

/** @param seeds of the key by which forgotten people are known again */
export function lostBetween(former: Holdings, here: Holdings, seeds: readonly string[]): Lost {
  const ids = new Set(here.leads.map(({ id }) => id));
  const stands = ({ lifted }: Suppression) => lifted === undefined;
  const known = new Set(here.suppressions.filter(stands).map(nameOf));
  const suppressions = former.suppressions.filter((each) => stands(each) && !known.has(nameOf(each)));
  // Who asked only not to be called keeps their data.
  const missing = new Set(suppressions.filter(({ way }) => way === "forgotten").map(({ print }) => print));
  const isMissing = (lead: Lead) =>
    seeds.some((seed) => printsOf(seed, identifiersOf(lead)).some(({ print }) => missing.has(print)));
  return {
    leads: former.leads.filter(({ id }) => !ids.has(id)),
    suppressions,
    forgotten: missing.size === 0 ? [] : here.leads.filter(isMissing),
  };
}

/** All of it; what another version of the bridge wrote is passed over. */
export async function everyOne<T>(pages: AsyncIterable<ArchivePage<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const { items } of pages) all.push(...items);
  return all;
}
