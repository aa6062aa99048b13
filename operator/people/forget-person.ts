import { createHash } from "node:crypto";
import type { CallinglyClient } from "../../lambda/callingly/client.ts";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import type { Account, Accounts } from "../../lambda/config/accounts.ts";
import { type Call, hinted, type Report } from "../../lambda/lead/call/call.ts";
import { reportOf } from "../../lambda/lead/call/report-key.ts";
import { isEnd, type Lead } from "../../lambda/lead/lead.ts";
import { mentionsInLead, withoutMentionsInCall, withoutMentionsInLead } from "../../lambda/lead/privacy/mentions.ts";
import { forgottenCall, strippedLead } from "../../lambda/lead/privacy/retention.ts";
import { plainEmail, printsOf, withdrawn } from "../../lambda/lead/privacy/suppression.ts";
import { describeError, type Log } from "../../lambda/runtime/log.ts";
import { changeCall, changeLead } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";
import { callinglyLeadsOf } from "./export-person.ts";
import {
  type FindDeps,
  gather,
  identify,
  isCallOf,
  type Mention,
  type Person,
  type PersonQuestion,
} from "./find-person.ts";

/**
 * A person asked to be forgotten. Every step may be repeated, and what holds the person's name and number goes last: a
 * run that breaks off, or that met a call in the making, is finished by the next one.
 */

export interface ForgetDeps extends FindDeps {
  readonly store: Pick<Store, "leads" | "calls" | "phones" | "suppressions">;
  readonly bridge: Pick<Accounts, "account">;
  /** Undefined when the secret has no token for the account. */
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "deleteLead" | "listLeads"> | undefined>;
  /** Seeds of the key that hashes are made with, the one for new hashes first. */
  readonly seeds: () => Promise<readonly string[]>;
  readonly now: () => Date;
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
  const noted = await note(still, found.calls, deps);
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

/** @returns those that mention the person no more */
async function clearMentions(mentions: readonly Mention[], person: Person, deps: ForgetDeps): Promise<Mention[]> {
  const { store, progress, now } = deps;
  const cleared: Mention[] = [];
  for (const each of mentions) {
    let isLeft = false;
    if (each.lead) {
      const next = await changeLead(store.leads, each.lead, (current) => withoutMentionsInLead(current, person));
      isLeft = next !== undefined && mentionsInLead(next, person).length > 0;
    } else {
      await changeCall(store.calls, each.call, (current) => {
        isLeft = current.leaseUntil !== undefined && current.leaseUntil > now().toISOString();
        return isLeft ? undefined : withoutMentionsInCall(current, person);
      });
    }
    if (!isLeft) cleared.push(each);
    progress({ doing: "clearing what others' leads say", count: cleared.length });
  }
  return cleared;
}

/** A person may be called again, because they said so. @returns how many suppressions were lifted */
export async function liftSuppression(
  { phone, email, accounts }: Omit<PersonQuestion, "leadId">,
  { archive, store, seeds }: Pick<ForgetDeps, "archive" | "seeds"> & { readonly store: Pick<Store, "suppressions"> },
): Promise<number> {
  const who = { phones: phone === undefined ? [] : [phone], emails: email === undefined ? [] : [plainEmail(email)] };
  const prints = (await seeds()).flatMap((seed) => accounts.flatMap((account) => printsOf(seed, account, who)));
  const lifted = await Promise.all(
    prints.map(async ({ print }) => {
      const seen = await store.suppressions.find(print);
      return seen !== undefined && archive.lift(seen);
    }),
  );
  return lifted.filter(Boolean).length;
}

async function suppress(person: Person, by: string, { archive, seeds, now, progress }: ForgetDeps): Promise<void> {
  const [seed] = await seeds();
  if (seed === undefined) throw new Error("The secret of the suppression key holds no seed");
  let count = 0;
  for (const account of person.accounts) {
    for (const { of, print } of printsOf(seed, account, person)) {
      await archive.suppress({ print, account, of, since: now().toISOString(), by });
      progress({ doing: "making sure that nobody calls", count: ++count });
    }
  }
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

// ── Callingly ───────────────────────────────────────────────────────────────────────────────────────────────────

async function deleteAtCallingly(
  person: Person,
  leads: readonly Lead[],
  calls: readonly Call[],
  deps: ForgetDeps,
): Promise<{ deleted: Forgotten["deletedAtCallingly"]; failures: string[] }> {
  const known = callinglyLeadsOf(leads, calls);
  const deleted: { account: string; leadId: string }[] = [];
  const failures: string[] = [];
  for (const name of person.accounts) {
    const ids = new Set(known.filter(({ account }) => account === name).map(({ leadId }) => leadId));
    const fail = (what: string, error: unknown) => failures.push(`${what} (${describeError(error)}); run this again`);
    const account = deps.bridge.account(name);
    const callingly = account && (await deps.callinglyFor(account).catch(() => undefined));
    if (!callingly) {
      const which = [...ids].join(", ") || "if there are any";
      failures.push(`there is no Callingly token for ${name}; delete its leads there yourself: ${which}`);
      continue;
    }
    for (const phone of person.phones) {
      try {
        // Also those that no call named, and those whose leads we have forgotten by policy.
        const listed = await callingly.listLeads({ phone_number: phone });
        for (const { id, phone_number } of listed) if (phone_number === phone) ids.add(id);
      } catch (error) {
        fail(`Callingly did not say which leads ${name} has for the phone`, error);
      }
    }
    for (const leadId of ids) {
      try {
        await callingly.deleteLead(leadId);
      } catch (error) {
        if (!(error instanceof CallinglyError && error.status === 404)) {
          fail(`Callingly lead ${leadId} of ${name} is not deleted`, error);
          continue;
        }
      }
      deleted.push({ account: name, leadId });
      deps.progress({ doing: "deleting at Callingly", count: deleted.length });
    }
  }
  return { deleted, failures };
}

// ── what the table holds ────────────────────────────────────────────────────────────────────────────────────────

const isForgetNote = ({ notice }: Call): boolean => notice === "forgotten";

async function stripCalls(calls: readonly Call[], leads: readonly Lead[], { store, now, progress }: ForgetDeps) {
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const busy: Call[] = [];
  let stripped = 0;
  for (const call of calls.filter((each) => !isForgetNote(each))) {
    let isBusy = false;
    await changeCall(store.calls, call, (current) => {
      isBusy = current.leaseUntil !== undefined && current.leaseUntil > now().toISOString();
      const isDone = current.strippedAt !== undefined && current.dueAt === undefined;
      return isBusy || isDone ? undefined : forgottenCall(current, byId.get(current.leadId ?? ""), now());
    });
    if (isBusy) busy.push(call);
    else stripped += 1;
    progress({ doing: "clearing calls", count: stripped });
  }
  return { stripped, busy };
}

/**
 * Each lead that a CRM has a record of gets a note there. It is stored as a call item, as every notice about a lead
 * without a call is, so it arrives once, and when the CRM is down it waits. A lead that was merged is noted with the
 * one that was called for it.
 */
async function note(leads: readonly Lead[], calls: readonly Call[], { archive, now, progress }: ForgetDeps) {
  const ids = new Set(leads.map(({ id }) => id));
  const records = recordsIn(calls);
  const noted: string[] = [];
  for (const { id, account, record, merged, mergedInto, strippedAt } of leads) {
    const isReported = Object.keys(records).some((key) => [id, ...merged].includes(reportOf(key).leadId));
    const isKnown = record !== undefined || isReported;
    if (strippedAt !== undefined || !isKnown || ids.has(mergedInto ?? "")) continue;
    const callId = `note${createHash("sha256").update(`${id} forgotten`).digest("hex").slice(0, 16)}`;
    const notice = { leadId: id, reason: "forgotten" as const };
    const call = hinted(undefined, { account, callId, digest: "forgotten", notice, at: now() });
    if (call) await archive.addCall({ ...call, reports: records });
    noted.push(id);
    progress({ doing: "leaving notes for the CRMs", count: noted.length });
  }
  return noted;
}

/** Where results were written, so that nobody has to look for the person to find the record again. */
const recordsIn = (calls: readonly Call[]): Record<string, Report> =>
  Object.fromEntries(
    calls.flatMap(({ reports }) =>
      Object.entries(reports).map(([key, { record }]) => [key, { begun: false, ...(record && { record }) }] as const),
    ),
  );

/** A lead that somebody had called again since it was cancelled is open, and keeps its person until the next run. */
async function stripLeads(leads: readonly Lead[], { store, now, progress }: ForgetDeps) {
  const stripped: string[] = [];
  const reopened: string[] = [];
  for (const lead of leads) {
    let isOpen = false;
    await changeLead(store.leads, lead, (current) => {
      isOpen = !isEnd(current.state);
      return strippedLead(current, now());
    });
    (isOpen ? reopened : stripped).push(lead.id);
    progress({ doing: "clearing leads", count: stripped.length });
  }
  return { stripped, reopened };
}
