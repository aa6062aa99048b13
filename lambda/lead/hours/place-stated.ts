import type { StatedPlace } from "../lead.ts";
import { isZone } from "./clock.ts";
import { areaPlaces, countryPlaces, type Found, isUnknown, lawOf, type Place, regionPlaces, unknown } from "./place.ts";
import { regionNamed } from "./region-names.ts";
import { tables } from "./tables.ts";

/**
 * The places that a lead's words name: its ZIP code, else its state; and the browser's zone. A word that names a place
 * that is not known here leaves all unknown, as the person may be anywhere.
 * @param numberCountry where the number is at home
 */
export function byStatement(stated: StatedPlace, numberCountry: string | undefined): Found {
  const country = stated.country ?? numberCountry;
  const found = [byAddress(stated, country && lawOf(country)), byZone(stated.zone, country && lawOf(country))];
  return found.find(isUnknown) ?? found.flatMap((places) => (isUnknown(places) ? [] : places));
}

/** Another country than the number's has a say as well, where its clocks do not differ by region. */
export const byCountry = (country: string): Place[] => countryPlaces(country, `the country ${country}`);

function byZone(zone: string | undefined, country: string | undefined): Found {
  if (zone === undefined) return [];
  if (!isZone(zone)) return unknown(`the browser's time zone is unknown here: ${zone}`);
  if (country === undefined) return unknown("neither the number nor the lead says in which country the person is");
  return [{ country, zone, by: "the browser's time zone" }];
}

function byAddress({ zip, state }: StatedPlace, country: string | undefined): Found {
  const isOfNorthAmerica = country === "US" || country === "CA";
  const code = zip === undefined || !isOfNorthAmerica ? undefined : readZip(zip);
  if (zip !== undefined && isOfNorthAmerica && code === undefined && /\d/.test(zip)) {
    return unknown(`the ZIP code cannot be read: ${zip}`);
  }
  const ofZip = code && placesOfZip(code);
  if (ofZip && ofZip.length > 0) return ofZip;
  if (state === undefined || country === undefined || !hasRegions(country)) {
    // Those of the armed forces are in no table: their people are abroad.
    return code === undefined ? [] : unknown(`no place is known for the ZIP code ${zip}`);
  }
  const region = regionNamed(state, country);
  return region === undefined
    ? unknown(`the state is unknown here: ${state}`)
    : regionPlaces(region, `the state ${state}`);
}

/** Of these the table knows the zones of each state, and needs the state to know any. */
const hasRegions = (country: string): boolean => country in tables.regionNames;

/** A code of North America by its first three characters; undefined for what is none. */
function readZip(zip: string): string | undefined {
  const text = zip.trim().toUpperCase();
  if (/^[A-Z]\d[A-Z]/.test(text)) return text.slice(0, 3);
  // Spreadsheets drop the zero at the front.
  if (/^\d{4}$/.test(text)) return `0${text.slice(0, 2)}`;
  return /^\d{3}$|^\d{5}(?:\D?\d{4})?$/.test(text) ? text.slice(0, 3) : undefined;
}

function placesOfZip(code: string): Place[] {
  const provinces = PROVINCES[code.charAt(0)];
  if (provinces) {
    return provinces.flatMap((region) => regionPlaces(region, `the postal code ${code}`));
  }
  const group = tables.zips.find(({ zip3 }) => zip3.split(" ").some((range) => isWithin(code, range)));
  return group ? areaPlaces(group.area, `the ZIP code ${code}`) : [];
}

function isWithin(code: string, range: string): boolean {
  const [first = "", last = first] = range.split("-");
  return first <= code && code <= last;
}

/** By the first letter of a Canadian postal code. https://en.wikipedia.org/wiki/Postal_codes_in_Canada */
const PROVINCES: Readonly<Record<string, readonly string[]>> = {
  A: ["CA-NL"],
  B: ["CA-NS"],
  C: ["CA-PE"],
  E: ["CA-NB"],
  G: ["CA-QC"],
  H: ["CA-QC"],
  J: ["CA-QC"],
  K: ["CA-ON"],
  L: ["CA-ON"],
  M: ["CA-ON"],
  N: ["CA-ON"],
  P: ["CA-ON"],
  R: ["CA-MB"],
  S: ["CA-SK"],
  T: ["CA-AB"],
  V: ["CA-BC"],
  X: ["CA-NT", "CA-NU"],
  Y: ["CA-YT"],
};
