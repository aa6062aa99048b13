import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import { dialNow, hold, holdSaying } from "./decision.ts";
import { kindsOfNumbers } from "./kinds-of-numbers.ts";
import { type NumberRules, rule } from "./rule.ts";

/**
 * Which numbers are rung. A form that anybody may fill in can make the bridge call any number in the world, and some
 * numbers earn money for the party that is called: https://en.wikipedia.org/wiki/International_revenue_share_fraud An
 * operator who releases a lead may have it rung abroad, or a toll-free number, but nobody can have a number rung that
 * costs extra or is barred.
 *
 * This needs the kind of a number, and so all numbering plans; only the dialler's bundle carries them.
 */
export const number = rule("number", ["numbers"], ({ person, releasedAt }, { numbers }) => {
  const found = person.phone === undefined ? undefined : faultOfNumber(person.phone, numbers);
  if (!found || (MAY_BE_RELEASED.has(found.fault) && releasedAt !== undefined)) return dialNow;
  // A limit of the configuration may be corrected there.
  const mayBeCorrected = found.fault === "number-abroad" || found.fault === "number-barred";
  const whom = mayBeCorrected ? "rule" : "person";
  return found.detail === undefined ? hold(found.fault, whom) : holdSaying(found.detail, found.fault, whom);
});

type NumberFault = "invalid-phone" | "number-costly" | "number-barred" | "number-abroad" | "number-toll-free";

const MAY_BE_RELEASED: ReadonlySet<NumberFault> = new Set(["number-abroad", "number-toll-free"]);

/** Kinds that cost their caller more than a call, or reach no person. */
const COSTLY: ReadonlySet<string | undefined> = new Set([
  "PREMIUM_RATE",
  "SHARED_COST",
  "PERSONAL_NUMBER",
  "PAGER",
  "VOICEMAIL",
  "UAN",
]);

/**
 * Universal access numbers that cost what a call to a town costs, by law: 03 in Great Britain, 088 in the Netherlands,
 * 0818 in Ireland. Elsewhere they may cost anything.
 * https://en.wikipedia.org/wiki/Telephone_numbers_in_the_United_Kingdom
 */
const AT_LOCAL_RATE: readonly RegExp[] = [/^\+443/, /^\+3188/, /^\+353818/];

/** Numbers that the metadata takes for ordinary ones of their country, and that are not. */
const COSTLY_RANGES: readonly RegExp[] = [
  // Directory assistance of every area code, toll-free ones too, is charged per call: 1-NPA-555-1212.
  /^\+1\d{3}5551212$/,
  // Premium lines have an exchange of their own in every area code: 1-NPA-976-XXXX.
  /^\+1\d{3}976\d{4}$/,
  // Codes of North America that belong to no place: personal numbers and machines (5XX), Canada's own, satellite phones
  // among them (600, 622 …), carriers' (700), the government's (710), premium (900).
  // https://en.wikipedia.org/wiki/North_American_Numbering_Plan
  /^\+1(?:5(?:2[1-9]|(\d)\1)|6(\d)\2|700|710|900)/,
  // Satellite phones under the codes of Russia and Australia.
  /^\+7954/,
  /^\+6114[57]/,
];

/**
 * Codes of towns have no exchange that ends in 11: 911 and its like are dialled alone. Toll-free ones have.
 * https://en.wikipedia.org/wiki/N11_code
 */
const NO_EXCHANGE = /^\+1(?!8(?:00|(\d)\1))\d{3}\d11\d{4}$/;

interface Found {
  readonly fault: NumberFault;
  readonly detail?: string;
}

/**
 * The reason against ringing a number, the gravest first. Numbers of no country are those of satellites and networks
 * that span the world. A toll-free one is a line that a business pays for, and nobody's at home.
 * @param phone in E.164
 */
function faultOfNumber(phone: string, { countries, never }: NumberRules): Found | undefined {
  if (never.some((beginning) => phone.startsWith(beginning))) return { fault: "number-barred" };
  const number = parsePhoneNumberFromString(phone, kindsOfNumbers);
  if (COSTLY_RANGES.some((range) => range.test(phone))) return { fault: "number-costly" };
  if (!number?.isValid() || NO_EXCHANGE.test(phone)) return { fault: "invalid-phone" };
  const { country } = number;
  const kind = number.getType();
  const isCostly = COSTLY.has(kind) && !AT_LOCAL_RATE.some((range) => range.test(phone));
  if (country === undefined || isCostly) return { fault: "number-costly" };
  if (!countries.includes(country))
    return { fault: "number-abroad", detail: `The number is one of ${nameOf(country)}` };
  return kind === "TOLL_FREE" ? { fault: "number-toll-free" } : undefined;
}

/** Jamaica's numbers look like those of the United States, so the country is named. */
const nameOf = (country: string): string => new Intl.DisplayNames("en", { type: "region" }).of(country) ?? country;
