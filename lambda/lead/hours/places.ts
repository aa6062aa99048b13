import type { StatedPlace } from "../lead.ts";
import { isUnknown, lawOf, type Place, type Unknown, unknown } from "./place.ts";
import { byNumber } from "./place-of-number.ts";
import { byCountry, byStatement } from "./place-stated.ts";

export interface Places {
  readonly kind: "known";
  readonly places: readonly Place[];
  /** All countries that the number and the lead name: each needs a rule before anybody is rung. */
  readonly countries: readonly string[];
}

/**
 * All places that the number and the lead's words allow. None of them proves where the person is, so each has a say: an
 * area code in every zone it lies in, a ZIP code, else the state, and the browser's zone.
 * @param phone in E.164
 */
export function placesOf(phone: string, given: StatedPlace): Places | Unknown {
  const number = byNumber(phone);
  if (number.kind === "unknown") return number;
  const stated = withoutBlanks(given);
  if (stated.country !== undefined && !/^[A-Z]{2}$/.test(stated.country)) {
    return unknown(`the country is no two-letter code: ${given.country}`);
  }
  const words = byStatement(stated, number.country);
  if (isUnknown(words)) return words;
  const elsewhere = stated.country === number.country ? undefined : stated.country;
  // The word for a country alone names no place, and an address in another country does not say where the number rings.
  if (number.places.length === 0 && (words.length === 0 || elsewhere !== undefined)) return unknown(number.without);
  const places = distinct([...number.places, ...words, ...(elsewhere === undefined ? [] : byCountry(elsewhere))]);
  const countries = new Set([
    ...places.map(({ country }) => country),
    ...(stated.country ? [lawOf(stated.country)] : []),
  ]);
  return { kind: "known", places, countries: [...countries] };
}

/** Two ways in which people write a country that have two letters of their own. */
const COUNTRY_WORDS: Readonly<Record<string, string>> = { UK: "GB", USA: "US" };

/** What holds no letter and no digit says nothing. */
function withoutBlanks({ zip, state, country, zone }: StatedPlace): StatedPlace {
  const said = (text: string | undefined): string | undefined =>
    text !== undefined && /[\p{L}\p{N}]/u.test(text) ? text.trim() : undefined;
  const code = said(country)?.toUpperCase();
  return { zip: said(zip), state: said(state), zone: said(zone), country: code && (COUNTRY_WORDS[code] ?? code) };
}

function distinct(places: readonly Place[]): Place[] {
  const byKey = new Map<string, Place>();
  for (const place of places) {
    const key = `${place.region ?? place.country} ${place.zone}`;
    if (!byKey.has(key)) byKey.set(key, place);
  }
  return [...byKey.values()];
}
