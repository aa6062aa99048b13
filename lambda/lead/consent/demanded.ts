import type { Lead } from "../lead.ts";
import { countryOfNumber } from "../reader/phone.ts";

/** Where nobody may be called without a consent that can be shown, whoever calls for whatever. */

export type Demand = "source" | "DE" | "FR" | "ES" | "IE" | "US-CT";

/**
 * Who demands a consent to call this person: the source's configuration, or a place that the number or the person names.
 * In doubt it is demanded; the zone of a browser proves nothing, as people travel.
 */
export function demandsOf({ person, place = {} }: Pick<Lead, "person" | "place">, isRequired: boolean): Demand[] {
  const { phone = "" } = person;
  const country = phone === "" ? undefined : countryOfNumber(phone);
  const countries = [country, place.country];
  return [
    ...(isRequired ? (["source"] as const) : []),
    ...CONSENT_FIRST.filter((each) => countries.some((country) => lawOf(country) === each)),
    ...(IRISH_MOBILE.test(phone) ? (["IE"] as const) : []),
    ...(isInConnecticut(phone, place) ? (["US-CT"] as const) : []),
  ];
}

/**
 * Germany: UWG § 7(2); France: Code de la consommation L. 223-1, since 2026-08-11; Spain: Ley 11/2022 art. 66.1.b.
 * Checked 2026-11-28.
 */
const CONSENT_FIRST = ["DE", "FR", "ES"] as const;

/**
 * Islands and lands of France have calling codes and letters of their own, and their people its consumer law. New
 * Caledonia, French Polynesia and Wallis and Futuna make much of their law themselves; whether this is part of it is in
 * doubt.
 */
const FRENCH_OVERSEAS: readonly (string | undefined)[] = [
  ...["GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"],
  ...["NC", "PF", "WF"],
];

const lawOf = (country: string | undefined) => (FRENCH_OVERSEAS.includes(country) ? "FR" : country);

/** S.I. 336/2011, reg. 13: a call to a mobile; a landline has an opt-out. Mobiles are 082 to 089. */
const IRISH_MOBILE = /^\+3538[2-9]/;

/** Conn. Gen. Stat. § 42-288a, P.A. 23-98: prior express written consent. An area code of the state presumes it, § 42-288(c). */
const CONNECTICUT = /^\+1(?:203|475|860|959)/;

function isInConnecticut(phone: string, { country, state = "", zip = "" }: NonNullable<Lead["place"]>): boolean {
  if (CONNECTICUT.test(phone)) return true;
  if (!(country === "US" || (country === undefined && phone.startsWith("+1")))) return false;
  return /^ct$|\bconnecticut\b|^ct\s*[-–(,]/i.test(state) || /^06(?!390)\d{3}(?:-|$)/.test(zip);
}
