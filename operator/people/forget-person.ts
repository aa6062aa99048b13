import type { Lead } from "../../lambda/lead/lead.ts";
import { withdrawn } from "../../lambda/lead/privacy/suppression.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { changeLead } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";
import { type DeleteDeps, deleteAtCallingly } from "./delete-at-callingly.ts";
import {
  type FindDeps,
  gather,
  identify,
  isCallOf,
  type Mention,
  type Person,
  type PersonQuestion,
} from "./find-person.ts";
import { noteInCrms } from "./note-in-crms.ts";
import { clearMentions, stripCalls, stripLeads } from "./strip.ts";
import { type SuppressDeps, suppress } from "./suppress.ts";

/**
 * A person asked to be forgotten. Every step may be repeated, and what holds the person's name and number goes last: a
 * run that breaks off, or that met a call in the making, is finished by the next one.
 */

export interface ForgetDeps extends FindDeps, SuppressDeps, DeleteDeps {
  readonly store: Pick<Store, "leads" | "calls" | "phones" | "suppressions">;
  readonly log: Log;
}

/** The person to forget, and how far. */
export interface ForgetQuestion extends PersonQuestion {
  /**
   * True: what other people's leads and calls say of the person is taken out as well. Default: it is listed as not
   * done.
   */
  readonly clearMentions?: boolean;
}

export interface Forgotten {
  /** Leads that hold nothing of the person any more, those of earlier runs that were named by their id included. */
  readonly leads: readonly string[];
  /** Calls that hold nothing of the person any more. */
  readonly calls: number;
  /** Leads that were deleted at Callingly, or were gone there already. */
  readonly deletedAtCallingly: readonly { readonly account: string; readonly leadId: string }[];
  /** Leads whose CRM records are going to get a note. */
  readonly noted: readonly string[];
  /** Leads and calls of others that no longer mention the person. */
  readonly mentionsCleared: number;
  /** The remaining work, in plain words for the operator. Empty: the person is forgotten. */
  readonly unfinished: readonly string[];
}

/**
 * Forgets a person in the accounts named: later leads are not called, what waits is cancelled, and names, numbers and
 * words are taken out of leads, calls and locks, and deleted at Callingly. The CRM gets a note and keeps its own.
 * @param by who carries it out; kept with the leads and the suppression, never logged
 * @throws as {@link identify}; what one of Callingly's accounts refuses is listed in `unfinished`
 */
export async function forgetPerson(question: ForgetQuestion, by: string, deps: ForgetDeps): Promise<Forgotten> {
  const person = await identify(question, deps);
  await suppress(person, by, deps);
  // Only now: what comes from here on is stopped by the suppression, and all that came before is met.
  const found = await gather(person, deps);
  const leads = await withdraw(found.leads, by, deps);
  const dialing = leads.filter(({ state }) => state === "dialing");
  await unlock(person, new Set(dialing.map(({ account }) => account)), deps);
  const callingly = await deleteAtCallingly(person, leads, found.calls, deps);
  const calls = await stripCalls(found.calls, leads, deps);
  // A call that is still being made is found again by its lead.
  const still = leads.filter((lead) => lead.state !== "dialing" && !calls.busy.some((call) => isCallOf(lead, call)));
  const noted = await noteInCrms(still, found.calls, deps);
  const { stripped, reopened } = await stripLeads(still, deps);
  const mentions = question.clearMentions ? await clearMentions(found.mentions, person, deps) : [];
  const mentioned = question.clearMentions ? found.mentions.filter((each) => !mentions.includes(each)) : found.mentions;
  const unfinished = [
    ...mentioned.map(stillMentioned),
    ...dialing.map(({ id }) => `${id} is being dialled this moment; run this again in two minutes`),
    ...reopened.map((id) => `${id} was called again by somebody meanwhile; run this again`),
    ...calls.busy.map(({ account, callId }) => `call ${callId} of ${account} is being reported; run this again soon`),
    ...callingly.failures,
    ...found.unread.map((key) => `${key} was written by another version of the bridge; look at it by hand`),
  ];
  deps.log(unfinished.length > 0 ? "warn" : "info", "person forgotten", { count: stripped.length });
  return {
    leads: stripped,
    calls: calls.stripped,
    deletedAtCallingly: callingly.deleted,
    noted,
    mentionsCleared: mentions.length,
    unfinished,
  };
}

/** The lead may be the person's own, entered with another number. */
function stillMentioned({ lead, call, in: fields }: Mention): string {
  const where = fields.map((name) => `"${name}"`).join(", ");
  if (lead)
    return `${lead.id} mentions them in ${where}; --mentions takes that out, or forget ${lead.id} if it is theirs`;
  return `call ${call.callId} of ${call.account} mentions them in ${where}; --mentions takes that out`;
}

/** @returns the leads as they are now */
async function withdraw(leads: readonly Lead[], by: string, { store, now, progress }: ForgetDeps): Promise<Lead[]> {
  const after: Lead[] = [];
  for (const lead of leads) {
    let latest = lead;
    const next = await changeLead(store.leads, lead, (current) => {
      latest = current;
      return withdrawn(current, by, now());
    });
    after.push(next ?? latest);
    progress({ doing: "cancelling what waits", count: after.length });
  }
  return after;
}

/** The rights to ring go with their number, but not from under a dial, nor those that were taken since we looked. */
async function unlock({ accounts, phones }: Person, dialing: ReadonlySet<string>, { store }: ForgetDeps) {
  for (const account of accounts.filter((each) => !dialing.has(each))) {
    for (const phone of phones) {
      const rights = await store.phones.find(account, phone);
      if (rights) await store.phones.remove(rights);
    }
  }
}
