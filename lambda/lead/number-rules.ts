import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { DialDecision } from "./gates.ts";
import type { Lead } from "./lead.ts";
import type { Country } from "./phone.ts";

/**
 * Which numbers are rung. A form that anybody may fill in can make the bridge call any number in the world, and some
 * numbers earn money for whoever is called: https://en.wikipedia.org/wiki/International_revenue_share_fraud
 *
 * This asks for the kind of a number, which takes all that is known of numbering plans; only who dials carries it.
 */
export interface NumberRules {
  /** Where numbers are rung without anybody being asked. */
  readonly countries: readonly Country[];
  /** Numbers, or how they begin, in E.164. */
  readonly never: readonly string[];
}

/**
 * Whether a lead must not be rung because of its number. A person who releases it may have it rung abroad, but nobody
 * can have a number rung that costs extra or is barred.
 */
export function decideNumber({ person, releasedAt }: Lead, rules: NumberRules): DialDecision {
  const fault = person.phone && faultOfNumber(person.phone, rules);
  if (!fault || (fault === "number-abroad" && releasedAt !== undefined)) return { dial: "now" };
  // Whatever the configuration says may be corrected there.
  const mayBeCorrected = fault === "number-abroad" || fault === "number-barred";
  return { dial: "held", reason: fault, for: mayBeCorrected ? "rule" : "person" };
}

export type NumberFault = "invalid-phone" | "number-costly" | "number-barred" | "number-abroad";

/** Kinds that cost their caller more than a call, or reach no person. */
const COSTLY: ReadonlySet<string | undefined> = new Set([
  "PREMIUM_RATE",
  "SHARED_COST",
  "PERSONAL_NUMBER",
  "PAGER",
  "VOICEMAIL",
]);

/**
 * What speaks against ringing a number, the gravest first. Numbers of no country are those of satellites and networks
 * that span the world.
 * @param phone in E.164
 */
export function faultOfNumber(phone: string, { countries, never }: NumberRules): NumberFault | undefined {
  if (never.some((beginning) => phone.startsWith(beginning))) return "number-barred";
  const number = parsePhoneNumberFromString(phone);
  if (!number?.isValid()) return "invalid-phone";
  const { country } = number;
  if (country === undefined || COSTLY.has(number.getType()) || isLocalPremium(phone)) return "number-costly";
  return countries.includes(country) ? undefined : "number-abroad";
}

/** Premium lines of North America that have an exchange of their own in every area code: 1-NPA-976-XXXX. */
const isLocalPremium = (phone: string): boolean => /^\+1\d{3}976\d{4}$/.test(phone);
