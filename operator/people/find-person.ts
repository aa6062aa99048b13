import type { Call } from "../../lambda/lead/call/call.ts";
import { hasRef } from "../../lambda/lead/identity.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { isGivenAs, mentionsInCall, mentionsInLead } from "../../lambda/lead/privacy/mentions.ts";
import { type Identifiers, identifiersOf, plainEmail } from "../../lambda/lead/privacy/suppression.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import type { Archive } from "../../lambda/store/archive.ts";
import type { LeadStore } from "../../lambda/store/store.ts";

/**
 * Everything the table holds of one person. There is no index by phone or e-mail, and need not be: people ask seldom,
 * and then the whole table is read.
 */

/** The person in question: at least one of the first three is given. */
export interface PersonQuestion {
  readonly leadId?: string | undefined;
  /** E.164 */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** The accounts it is about, by their names in the configuration: each may be another company's. */
  readonly accounts: readonly string[];
}

/** The current activity, and how many items it has handled. */
export type Progress = (at: { readonly doing: string; readonly count: number }) => void;

export interface FindDeps {
  readonly archive: Archive;
  readonly leads: Pick<LeadStore, "find">;
  readonly progress: Progress;
}

export interface Person extends Identifiers {
  readonly accounts: readonly string[];
  readonly leadId?: string | undefined;
}

/** A person's data in the table. */
export interface Traces {
  readonly leads: readonly Lead[];
  readonly calls: readonly Call[];
  /** Where the person stands in leads and calls that are not theirs. */
  readonly mentions: readonly Mention[];
  /** Keys of items that were not understood; they may be about anybody. */
  readonly unread: readonly string[];
}

/** Somebody else's lead or call that holds a number or an address of the person. */
export type Mention = { readonly in: readonly string[] } & (
  | { readonly lead: Lead; readonly call?: undefined }
  | { readonly call: Call; readonly lead?: undefined }
);

/**
 * By what the person is known: what was given, and the phones and e-mail addresses of the leads that have it. Leads
 * that share only those are found by them, and no further: two people may share an office number.
 * @throws RejectedError 400 when nothing to go by was given, 404 when there is no such lead in these accounts
 */
export async function identify(question: PersonQuestion, { archive, leads, progress }: FindDeps): Promise<Person> {
  const { leadId, phone, email, accounts } = question;
  if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone)) {
    throw new RejectedError(400, "Write the phone number with its country code, as +12125550123");
  }
  const named = leadId === undefined ? undefined : await leads.find(leadId);
  if (leadId !== undefined && !(named && accounts.includes(named.account))) {
    throw new RejectedError(404, "There is no such lead in these accounts");
  }
  const given = together([
    { phones: phone === undefined ? [] : [phone], emails: email === undefined ? [] : [plainEmail(email)] },
    ...(named ? [identifiersOf(named)] : []),
  ]);
  if (!named && given.phones.length + given.emails.length === 0) {
    throw new RejectedError(400, "Say who: by a lead's id, a phone number or an e-mail address");
  }
  const known: Identifiers[] = [given];
  let count = 0;
  for await (const { items } of archive.leads()) {
    known.push(...items.filter((lead) => isOf({ ...given, accounts }, lead)).map(identifiersOf));
    count += items.length;
    progress({ doing: "looking for the person among the leads", count });
  }
  return { ...together(known), accounts, leadId };
}

/** All leads and calls of a person, and those of others that mention them. */
export async function gather(person: Person, { archive, progress }: FindDeps): Promise<Traces> {
  const leads: Lead[] = [];
  const calls: Call[] = [];
  const mentions: Mention[] = [];
  const unread: string[] = [];
  let count = 0;
  for await (const page of archive.leads()) {
    const others = page.items.filter((lead) => !isOf(person, lead) && person.accounts.includes(lead.account));
    leads.push(...page.items.filter((lead) => isOf(person, lead)));
    mentions.push(...others.flatMap((lead) => mention({ lead, in: mentionsInLead(lead, person) })));
    unread.push(...page.unread);
    count += page.items.length;
    progress({ doing: "gathering leads", count });
  }
  const isTheirs = (call: Call) =>
    leads.some((lead) => isCallOf(lead, call)) ||
    (person.accounts.includes(call.account) && person.phones.includes(call.result?.phone ?? ""));
  count = 0;
  for await (const page of archive.calls()) {
    const others = page.items.filter((call) => !isTheirs(call) && person.accounts.includes(call.account));
    calls.push(...page.items.filter(isTheirs));
    mentions.push(...others.flatMap((call) => mention({ call, in: mentionsInCall(call, person) })));
    unread.push(...page.unread);
    count += page.items.length;
    progress({ doing: "gathering calls", count });
  }
  return { leads, calls, mentions, unread };
}

const mention = (found: Mention): Mention[] => (found.in.length > 0 ? [found] : []);

/**
 * Whether a call is tied to a lead, or may be once it is read. A ref says so only of a call that was not read yet: by
 * chance, leads with other phones may have the same one.
 */
export const isCallOf = (lead: Lead, { account, callId, leadId, refHint, leadHint }: Call): boolean =>
  account === lead.account &&
  (callId === lead.callId ||
    lead.calls.includes(callId) ||
    (leadId === undefined
      ? leadHint === lead.id || (refHint !== undefined && hasRef(lead, refHint))
      : leadId === lead.id));

function isOf({ leadId, accounts, phones, emails }: Person, lead: Lead): boolean {
  if (!accounts.includes(lead.account)) return false;
  const own = identifiersOf(lead);
  return (
    lead.id === leadId ||
    isGivenAs(lead, phones) ||
    own.phones.some((phone) => phones.includes(phone)) ||
    own.emails.some((email) => emails.includes(email))
  );
}

const together = (all: readonly Identifiers[]): Identifiers => ({
  phones: [...new Set(all.flatMap(({ phones }) => phones))],
  emails: [...new Set(all.flatMap(({ emails }) => emails))],
});
