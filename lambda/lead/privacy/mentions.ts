import type { Call } from "../call/call.ts";
import type { Consent } from "../consent/record.ts";
import type { Lead } from "../lead.ts";
import { nationalPart } from "../reader/phone.ts";
import type { Identifiers } from "./suppression.ts";

/**
 * Mentions of a person, known by a number or an e-mail address, outside the fields that were read: as a number that
 * could not be read, and in the texts of other people's leads and calls. Names and numbers that are spelt out are not
 * found.
 */

/** Whether the number that was given, and could not be read, is one of these. */
export const isGivenAs = ({ person }: Pick<Lead, "person">, phones: readonly string[]): boolean =>
  person.phone === undefined &&
  person.phoneAsGiven !== undefined &&
  phones.some((phone) => isWritten(phone, person.phoneAsGiven ?? ""));

/** A text that is this number and no other, with its country code or without. */
export function isWritten(phone: string, text: string): boolean {
  const written = text.normalize("NFKC").trim();
  const digits = written.replace(/\D/g, "");
  const whole = phone.replace("+", "");
  if (/^(?:tel:)?\s*\(?\+/i.test(written)) return digits === whole;
  // Where numbers begin with 0 at home, and as they are dialled from abroad; North America knows no 0.
  const prefix = phone.startsWith("+1") ? /^(?:011|00)(?=\d{8})/ : /^(?:011(?=\d{8})|0+)/;
  return [whole, nationalPart(phone)].includes(digits.replace(prefix, ""));
}

/** Fields of a lead that hold a number or an address of the person, by the names that the sender gave them. */
export function mentionsInLead(lead: Lead, who: Identifiers): string[] {
  const { extra, externalId, reference, category, detail, person, consent } = lead;
  const texts: [string, string | undefined][] = [
    ...Object.entries(extra),
    ["their id", externalId],
    ["to fetch", reference],
    ["category", category],
    ["detail", detail],
    ["phone as given", person.phoneAsGiven],
    ["company", person.company],
    ["name", [person.firstName, person.lastName].filter(Boolean).join(" ")],
    ...typedOf(consent).map(([name, text]): [string, string] => [`consent: ${name}`, text]),
  ];
  return texts.flatMap(([name, text]) => (names(text, who) || names(name, who) ? [name] : []));
}

/** What of a consent somebody typed. */
const typedOf = ({ name, phone, page, form, shown }: Consent = {}) =>
  Object.entries({ name, phone, page, form, shown }).filter((each): each is [string, string] => each[1] !== undefined);

/** The stored parts of a call that may mention the person. */
export const mentionsInCall = ({ result, detail }: Call, who: Identifiers): string[] =>
  Object.entries({ tag: result?.tag, error: result?.error, detail }).flatMap(([name, text]) =>
    names(text, who) ? [name] : [],
  );

/** The lead without its mentions of the person. Everything else of it stays. */
export function withoutMentionsInLead(lead: Lead, who: Identifiers): Lead | undefined {
  if (mentionsInLead(lead, who).length === 0) return undefined;
  const { externalId, reference, category, detail, person, consent, ...kept } = lead;
  const mentioning = typedOf(consent).flatMap(([name, text]) => (names(text, who) ? [name] : []));
  const clean = <Name extends string>(fields: Readonly<Partial<Record<Name, string | undefined>>>) =>
    Object.fromEntries(
      Object.entries<string | undefined>(fields).filter(([, text]) => text !== undefined && !names(text, who)),
    ) as Partial<Record<Name, string>>;
  const { phone, email, ...said } = person;
  const own = { ...(phone && { phone }), ...(email && { email }) };
  const extra = Object.entries(lead.extra).filter(([name, text]) => !names(text, who) && !names(name, who));
  return {
    ...kept,
    ...clean({ externalId, category, detail }),
    ...(consent && {
      consent: Object.fromEntries(Object.entries(consent).filter(([name]) => !mentioning.includes(name))),
    }),
    // Without it the lead could not be fetched any more.
    ...(reference !== undefined && { reference }),
    person: { ...own, ...clean(said) },
    extra: Object.fromEntries(extra),
  };
}

/** The call without its mentions of the person. */
export function withoutMentionsInCall(call: Call, who: Identifiers): Call | undefined {
  const found = mentionsInCall(call, who);
  if (found.length === 0) return undefined;
  const { detail, result, ...kept } = call;
  const rest = result && Object.fromEntries(Object.entries(result).filter(([name]) => !found.includes(name)));
  return {
    ...kept,
    ...(detail !== undefined && !found.includes("detail") && { detail }),
    ...(rest && { result: rest as typeof result }),
  };
}

function names(text: string | undefined, { phones, emails }: Identifiers): boolean {
  if (!text) return false;
  return phones.some((phone) => holdsNumber(text, phone)) || emails.some((email) => holdsAddress(text, email));
}

/** Digits with what people write between them. */
const NUMBERS = /\d(?:[\s().\-/]{0,3}\d){5,}/g;

function holdsNumber(text: string, phone: string): boolean {
  const national = nationalPart(phone);
  return (text.normalize("NFKC").match(NUMBERS) ?? []).some((run) => run.replace(/\D/g, "").includes(national));
}

function holdsAddress(text: string, email: string): boolean {
  const plain = email.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w.+-])${plain}(?![\\w-])`, "i").test(text);
}
