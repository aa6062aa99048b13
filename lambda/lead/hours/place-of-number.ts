import { areaPlaces, countryPlaces, type Place, type Unknown, unknown } from "./place.ts";
import { tables } from "./tables.ts";

/** Where a number is at home, as far as its first digits tell. */
export interface NumberPlaces {
  readonly kind: "known";
  /** Of its numbering plan; the United States for a North American number of an area code that the table lacks. */
  readonly country: string | undefined;
  readonly places: readonly Place[];
  /** Why there is none, in words. */
  readonly without: string;
}

/** Countries of which the table has zones or rules, by their calling code. */
const CALLING_CODES: Readonly<Record<string, string>> = {
  "31": "NL",
  "32": "BE",
  "33": "FR",
  "34": "ES",
  "39": "IT",
  "43": "AT",
  "44": "GB",
  "45": "DK",
  "46": "SE",
  "48": "PL",
  "49": "DE",
  "61": "AU",
  "64": "NZ",
  "351": "PT",
  "353": "IE",
  "358": "FI",
};

/**
 * A number keeps its area code when its person moves, so it says where they may be and no more. One of a code that
 * belongs to no place is held whatever else the lead says: it is nobody's telephone at home.
 * @param phone in E.164
 */
export function byNumber(phone: string): NumberPlaces | Unknown {
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) return unknown("the number cannot be read: write it as +12125550123");
  if (phone.startsWith("+1")) return byAreaCode(phone);
  const code = [phone.slice(1, 3), phone.slice(1, 4)].find((each) => CALLING_CODES[each] !== undefined);
  const country = CALLING_CODES[code ?? ""];
  if (country === undefined)
    return { kind: "known", country, places: [], without: "the number's country is not in the table of places" };
  const places = countryPlaces(country, `the number's country ${country}`);
  return { kind: "known", country, places, without: `the number alone does not say where in ${country} the person is` };
}

function byAreaCode(phone: string): NumberPlaces | Unknown {
  const code = phone.length === 12 ? phone.slice(2, 5) : "";
  if (tables.placeless.includes(code)) return unknown(`numbers that begin with ${code} belong to no place`);
  const area = tables.areaCodes[code];
  const places = area ? areaPlaces(area, `the area code ${code}`) : [];
  return {
    kind: "known",
    country: places[0]?.country ?? "US",
    places,
    without: `the area code ${code} is not in the table of places`,
  };
}
