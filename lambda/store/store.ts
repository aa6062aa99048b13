import type { AccountClock } from "../lead/call/account-offset.ts";
import type { Call } from "../lead/call/call.ts";
import type { StoredAccess } from "../lead/call/crm-access.ts";
import type { Hint } from "../lead/call/hint.ts";
import type { DayNumbers } from "../lead/day-numbers.ts";
import type { DoNotCallFile, Exchange } from "../lead/do-not-call-file.ts";
import type { PutOff } from "../lead/faults.ts";
import type { Gate } from "../lead/gates.ts";
import type { Worker } from "../lead/item.ts";
import type { Lead } from "../lead/lead.ts";
import type { Waiting } from "../lead/measure/backlog.ts";
import type { Pace } from "../lead/pace.ts";
import type { PhoneRights } from "../lead/phone-right.ts";
import type { Suppression } from "../lead/privacy/suppression.ts";
import { timing } from "../lead/timing.ts";

/**
 * What the steps need of the table, in the product's words. A condition that does not hold is an answer, not an
 * error; any other failure of the database passes through.
 */

export interface LeadStore {
  /** Stores a new lead once. The twin that came second learns of the first. One write, nothing else. */
  add(lead: Lead): Promise<{ added: true } | { added: false; first: Lead }>;
  find(id: string): Promise<Lead | undefined>;
  /**
   * Writes a lead if it still has the revision that `next` follows.
   * @returns false when another worker wrote first; true also when our own write had landed unseen
   */
  save(next: Lead): Promise<boolean>;
  /** The leads that last took the right to ring the phone, at most one of each merge group. */
  findByPhone(account: string, phone: string): Promise<string[]>;
}

/** A CRM's record. */
export interface RecordKey {
  /** Whose ids they are, as the configuration's `recordSpace` has it. */
  readonly of: string;
  readonly type: string;
  readonly id: string;
}

/** Records of CRMs that may say that their person is to be called no more. */
export interface RecordStore {
  link(record: RecordKey, leadId: string): Promise<void>;
  /** The leads that came with it, in no order. */
  leadsOf(record: RecordKey): Promise<string[]>;
  /** Notes when the CRM said so; the last time counts. */
  stop(record: RecordKey, at: Date): Promise<void>;
  stoppedAt(record: RecordKey): Promise<string | undefined>;
}

/** All rights to ring a phone in an account, in one item. */
export interface PhoneStore {
  find(account: string, phone: string): Promise<PhoneRights | undefined>;
  /**
   * Writes the rights if what is stored is still what was seen.
   * @param seen the `writeId` that `next` follows; absent when nothing was stored
   * @returns false when another worker wrote first; true also when our own write had landed unseen
   */
  save(next: PhoneRights, seen: string | undefined): Promise<boolean>;
  /** Takes the item away, and the number with it, if it is still as it was seen. @returns whether it is gone */
  remove(seen: PhoneRights): Promise<boolean>;
}

export interface CallStore {
  /**
   * Notes that a call changed. Repeats of the same hint change nothing.
   * @returns whether anything was written
   */
  hint(hint: Hint): Promise<boolean>;
  /**
   * As {@link hint}, of a call that was found to be a lead's: ties it to the lead, unless it is tied already.
   * @returns the id of the lead it is tied to, ours or another's
   */
  tie(hint: Hint, leadId: string): Promise<string>;
  find(account: string, callId: string): Promise<Call | undefined>;
  /** As {@link LeadStore.save}. */
  save(next: Call): Promise<boolean>;
}

/** Items that wait, by the function that acts on them. */
export interface DueStore {
  /** One page of what fell due before a moment, oldest first. */
  due(worker: Worker, before: Date, page: PageStart): Promise<Page<DueItem>>;
  /**
   * One page of all that waits, due or not, in no order that matters; up to a moment, if one is given. Among the
   * dialler's are leads whose calls it has just placed, and that reconcile looks after.
   */
  waiting(worker: Worker, page: PageStart, before?: Date): Promise<Page<Waiting>>;
  /**
   * Leaves an item alone for a while, whatever else stands on it; it need not be understood.
   * @returns false when it is not due any more as it was found
   */
  putOff(item: DueItem, by: PutOff): Promise<boolean>;
}

export interface PageStart {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent on the last one. */
  readonly next?: string | undefined;
}

export type DueItem = (
  | { readonly kind: "lead"; readonly id: string }
  | { readonly kind: "call"; readonly account: string; readonly callId: string }
) & {
  readonly dueAt: string;
  /** Why it waits; absent where the stream has only just told of it. */
  readonly reason?: string | undefined;
  /** What a lead rests for, until it is due. */
  readonly heldBy?: string | undefined;
  /** How often in a row the bridge itself failed on it. */
  readonly faults?: number | undefined;
};

/** Leads by when they came, whatever became of them. It may lag behind the leads by a second. */
export interface ArrivalStore {
  /** One page of the leads that came on a day. */
  page(on: ArrivalDay, page: ArrivalPage): Promise<readonly Arrival[]>;
}

export interface Arrival {
  readonly id: string;
  readonly receivedAt: string;
}

export interface ArrivalDay {
  /** In UTC: `2026-06-15`. */
  readonly day: string;
  readonly order: "newest first" | "oldest first";
  /** Only what came then or later. */
  readonly from?: Date | undefined;
  /** Only what came before. */
  readonly before?: Date | undefined;
}

export interface ArrivalPage {
  readonly limit: number;
  /** The last one of the page before; it need not be there any more. */
  readonly after?: Arrival | undefined;
}

/** The numbers of days that are over, one item for each account and day. */
export interface DayStore {
  /** Stores a day anew, whatever was there. */
  put(day: StoredDay, expiresAt: Date): Promise<void>;
  /** The days from one date to another, both included, the oldest first; those that were counted. */
  between(account: string, from: string, to: string): Promise<StoredDay[]>;
}

/** The mail of each morning, which goes out once however many workers are at it. */
export interface MailStore {
  /**
   * Takes the mail of a day to send it.
   * @returns `yours`; `another's` while a worker may be sending it; `over` once it is out, or was tried five times
   */
  claim(date: string, now: Date): Promise<"yours" | "another's" | "over">;
  /** Notes that the topic has taken it. */
  sent(date: string, now: Date): Promise<void>;
}

/** Longer than a function may run: whoever took the mail before has died. */
export const MAIL_LEASE_MS = timing.dialLease;
export const MAIL_TRIES = 5;

export interface StoredDay {
  readonly account: string;
  /** In the account's zone: `2026-06-15`. */
  readonly date: string;
  readonly zone: string;
  /** When its leads were counted last. */
  readonly countedAt: string;
  readonly numbers: DayNumbers;
}

/** Many leads or calls at once, for who looks and changes nothing: they may be as they were a second ago. */
export interface BatchStore {
  /** In the order of the ids, each once. */
  leads(ids: readonly string[]): Promise<Batch<Lead>>;
  calls(keys: readonly CallKey[]): Promise<Batch<Call>>;
}

export interface CallKey {
  readonly account: string;
  readonly callId: string;
}

export interface Batch<T> {
  /** Those that there are. */
  readonly items: readonly T[];
  /** Keys of items that another version of the bridge wrote, and that were not understood. */
  readonly unread: readonly string[];
}

export interface GateStore {
  /** Every gate there is, closed or ajar; never more than a handful. */
  all(): Promise<Gate[]>;
  /** Closes a gate, or changes what is known of it. */
  close(gate: Gate): Promise<void>;
  /** Takes a gate away, unless it was closed again since it was read. */
  open(gate: Gate): Promise<void>;
}

export interface PaceStore {
  find(token: string): Promise<Pace | undefined>;
  /** As {@link LeadStore.save}; the first revision is 1. */
  save(next: Pace): Promise<boolean>;
}

export interface ClockStore {
  find(account: string): Promise<AccountClock | undefined>;
  /** As {@link PaceStore.save}. */
  save(next: AccountClock): Promise<boolean>;
}

export interface AccessStore {
  /** As the last write left it, of any worker. */
  find(crm: string, origin: string): Promise<StoredAccess | undefined>;
  /** As {@link PaceStore.save}. */
  save(next: StoredAccess): Promise<boolean>;
}

export interface QuotaStore {
  /**
   * Takes a place among those that there are within a window: never more than the limit, and none is refused while one
   * is free. Who has one keeps it, however often they ask, and whether or not they heard the answer.
   * @returns false when all are taken by others
   */
  take(quota: Quota): Promise<boolean>;
}

export interface Quota {
  /** What is limited. */
  readonly of: string;
  /** The window is the one that this moment falls into. */
  readonly at: Date;
  readonly windowMs: number;
  readonly limit: number;
  /** Who takes the place. */
  readonly who: string;
}

/** The refused requests of a source, by the hour: a form that "does nothing" leaves a trace. */
export interface SourceHourStore {
  /** Adds to what is known of an hour. */
  note(news: SourceNews): Promise<void>;
  /** The hours since a moment of which anything is known, oldest first. */
  since(source: string, from: Date): Promise<SourceHour[]>;
}

export interface SourceNews {
  /** {@link NO_SOURCE} for requests that named none of ours. */
  readonly source: string;
  readonly at: Date;
  /** Refused requests by the status that they were answered with. */
  readonly refusals?: Readonly<Record<number, number>> | undefined;
  /** A key that is being replaced was used. */
  readonly formerKey?: boolean | undefined;
}

/** A source name that the sender made up is not kept. No source has this name. */
export const NO_SOURCE = "(none)";

export interface SourceHour {
  /** In UTC: `2026-06-15T12`. */
  readonly hour: string;
  readonly refusals: Readonly<Record<string, number>>;
  readonly refusedAt?: string | undefined;
  readonly formerKeyAt?: string | undefined;
}

/** The list of those who are not called, by hashes. */
export interface SuppressionStore {
  /** Whether there is any at all, or has been. */
  any(): Promise<boolean>;
  /** What the list says of one number or address: one for each scope, those that were taken back included. */
  about(print: string): Promise<Suppression[]>;
  /** Puts one on the list. The first word stays, unless it was taken back. */
  add(suppression: Suppression): Promise<void>;
  /** Notes what is to be done for a word, before any of it is done. */
  begin(optOut: OptOut): Promise<void>;
  /** What was begun, and is not done as far as is known. */
  begun(): Promise<OptOut[]>;
  finish(optOut: OptOut): Promise<void>;
}

/** A word that is being carried out. It holds the numbers until that is done, as their leads are found by no hash. */
export interface OptOut {
  readonly id: string;
  /** E.164 */
  readonly phones: readonly string[];
  readonly entries: readonly Suppression[];
}

/** Do-not-call files that operators have imported. */
export interface DoNotCallStore {
  /** What is known of the file of an area code; undefined where none was imported. */
  file(areaCode: string): Promise<DoNotCallFile | undefined>;
  /** The numbers of an exchange that are in it; undefined where none is. */
  exchange(areaCode: string, exchange: string): Promise<Exchange | undefined>;
}

export interface Store {
  readonly leads: LeadStore;
  readonly phones: PhoneStore;
  readonly calls: CallStore;
  readonly gates: GateStore;
  readonly paces: PaceStore;
  readonly clocks: ClockStore;
  readonly accesses: AccessStore;
  readonly quotas: QuotaStore;
  readonly sourceHours: SourceHourStore;
  readonly suppressions: SuppressionStore;
  readonly doNotCall: DoNotCallStore;
  readonly records: RecordStore;
  readonly due: DueStore;
  readonly arrivals: ArrivalStore;
  readonly batches: BatchStore;
  readonly days: DayStore;
  readonly mails: MailStore;
}
