import type { BridgeConfig } from "../../lambda/config/schema.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { type Identifiers, plainEmail, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import { isCountry, parsePhone } from "../../lambda/lead/reader/phone.ts";
import type { Store } from "../../lambda/store/store.ts";
import { Problem } from "../../lib/program/problem.ts";
import { momentAndSpan } from "../words/times.ts";
import { newestFirst } from "./filter.ts";

/**
 * Finds the lead an operator refers to: by the lead's id, or by a phone number, a ref, a call's id, Callingly's id or
 * an e-mail address.
 */

export interface FindDeps {
  readonly store: Store;
  readonly config: BridgeConfig;
  /** Lists to search for a lead that no key leads to, one list after the other until one of them has it. */
  readonly lists: readonly (() => Promise<readonly Lead[]>)[];
  /**
   * Finds the suppression of a person who asked to be forgotten, by a phone number in E.164 or an e-mail address;
   * absent where it may not be read.
   */
  readonly suppressed?: (who: Identifiers) => Promise<Suppression | undefined>;
}

/** @returns the leads that fit, newest first */
async function findLeads(who: string, { store, config, lists }: FindDeps): Promise<Lead[]> {
  const text = who.trim();
  const phones = phonesIn(text, config);
  const ids = new Set(await idsByKey(text, phones, store, Object.keys(config.accounts)));
  const byKey = await Promise.all([...ids].map((id) => store.leads.find(id)));
  const found = new Map(byKey.filter((lead) => lead !== undefined).map((lead) => [lead.id, lead]));
  // A phone leads to the lead that rang it last; others with it may wait.
  const others =
    isLeadId(text) || (found.size > 0 && phones.length === 0) ? [] : found.size > 0 ? lists.slice(0, 1) : lists;
  for (const list of others) {
    for (const lead of await list()) if (isMeant(lead, text, phones)) found.set(lead.id, lead);
    if (found.size > 0) break;
  }
  return newestFirst([...found.values()]);
}

/**
 * The one lead that is meant.
 * @throws Problem when there is none, or when there are several
 */
export async function findLead(who: string, deps: FindDeps, now: Date): Promise<Lead> {
  const [lead, ...others] = await findLeads(who, deps);
  if (!lead) {
    const forgotten = await deps.suppressed?.(identifiersIn(who.trim(), deps.config));
    if (forgotten) {
      throw new Problem(
        `"${who}" asked on ${forgotten.since.slice(0, 10)} to be forgotten (noted by ${forgotten.by}); nothing else is kept, and nobody calls them. Should they say otherwise: bridge leads allow.`,
      );
    }
    throw new Problem(
      `No lead is found by "${who}": give its id, the phone number with its country code, the ref, a call's id or the e-mail address.`,
    );
  }
  if (others.length === 0) return lead;
  const lines = [lead, ...others].map(
    ({ id, state, receivedAt }) => `  ${id}  ${state}, came ${momentAndSpan(receivedAt, now)}`,
  );
  throw new Problem(`"${who}" fits several leads; give the id of one:\n${lines.join("\n")}`);
}

const identifiersIn = (text: string, config: BridgeConfig): Identifiers => ({
  phones: phonesIn(text, config),
  emails: text.includes("@") ? [plainEmail(text)] : [],
});

const isLeadId = (text: string): boolean => text.startsWith("lead_");

async function idsByKey(
  text: string,
  phones: readonly string[],
  { leads, calls }: Store,
  accounts: readonly string[],
): Promise<string[]> {
  if (isLeadId(text)) return [text];
  const found = await Promise.all(
    accounts.flatMap((account) => [
      ...(/^\w{1,40}$/.test(text) ? [calls.find(account, text).then((call) => call?.leadId)] : []),
      ...phones.map((phone) => leads.findByPhone(account, phone)),
    ]),
  );
  return found.flat().filter((id) => id !== undefined);
}

/** The numbers that a text may mean, read in each of the sources' countries. */
function phonesIn(text: string, { sources }: BridgeConfig): string[] {
  if (!/^[+\d(][\d\s().-]{5,}$/.test(text)) return [];
  const countries = [...new Set(Object.values(sources).map(({ country }) => country))].filter(isCountry);
  const numbers = countries.map((country) => parsePhone(text, country));
  return [...new Set(numbers.filter((phone) => phone !== undefined))];
}

/** A number that nobody could read stands on its lead as it was given; spaces and signs are no part of it. */
function isAsGiven(given: string | undefined, text: string): boolean {
  const digits = text.replace(/\D/g, "");
  return (
    given !== undefined && digits.length >= 5 && /^[\d\s+()./-]+$/.test(text) && given.replace(/\D/g, "") === digits
  );
}

function isMeant(
  { person, externalId, record, calls, callId, ref, callinglyLeadId }: Lead,
  text: string,
  phones: readonly string[],
): boolean {
  return (
    (person.phone !== undefined && phones.includes(person.phone)) ||
    (person.email !== undefined && person.email.toLowerCase() === text.toLowerCase()) ||
    isAsGiven(person.phoneAsGiven, text) ||
    (ref !== undefined && String(ref) === text) ||
    [externalId, record?.id, callinglyLeadId, callId, ...calls].includes(text)
  );
}
