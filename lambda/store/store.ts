import type { AccessStore } from "./stores/accesses.ts";
import type { ArrivalStore } from "./stores/arrivals.ts";
import type { BatchStore } from "./stores/batches.ts";
import type { CallStore } from "./stores/calls.ts";
import type { ClockStore } from "./stores/clocks.ts";
import type { DayStore } from "./stores/days.ts";
import type { DoNotCallStore } from "./stores/do-not-call.ts";
import type { DueStore } from "./stores/due.ts";
import type { GateStore } from "./stores/gates.ts";
import type { LeadStore } from "./stores/leads.ts";
import type { MailStore } from "./stores/mails.ts";
import type { PaceStore } from "./stores/paces.ts";
import type { PhoneStore } from "./stores/phones.ts";
import type { QuotaStore } from "./stores/quotas.ts";
import type { RecordStore } from "./stores/records.ts";
import type { SourceHourStore } from "./stores/source-hours.ts";
import type { SuppressionStore } from "./stores/suppressions.ts";

export type * from "./stores/accesses.ts";
export type * from "./stores/arrivals.ts";
export type * from "./stores/batches.ts";
export type * from "./stores/calls.ts";
export type * from "./stores/clocks.ts";
export type * from "./stores/days.ts";
export type * from "./stores/do-not-call.ts";
export type * from "./stores/due.ts";
export type * from "./stores/gates.ts";
export type * from "./stores/leads.ts";
export type * from "./stores/mails.ts";
export type * from "./stores/paces.ts";
export type * from "./stores/phones.ts";
export type * from "./stores/quotas.ts";
export type * from "./stores/records.ts";
export type * from "./stores/source-hours.ts";
export type * from "./stores/suppressions.ts";

/**
 * What the steps need of the table, in the product's words: a file for each kind of item. A condition that does not
 * hold is an answer, not an error; any other failure of the database passes through.
 */
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
