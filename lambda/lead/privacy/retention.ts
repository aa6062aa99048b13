import { type Call, type CallResult, type KeptResult, keptResult, written } from "../call/call.ts";
import { ofNobody, outliving } from "../consent/relied-on.ts";
import { isEnd, type Lead } from "../lead.ts";
import { callEnds, leadEnds } from "../move.ts";
import { later } from "../timing.ts";
import { without } from "../wait.ts";

/**
 * How long data is kept. The payload is everything said of and by a person; the ledger is the rest of a lead or call:
 * ids, states, times and outcomes, so that late repeats are still recognised and sums still add up.
 */

/** Keeps the fields of a lead that are no personal data. This compiles only when each new field stands on one side. */
const inLedger: Readonly<Record<keyof Lead, boolean>> = {
  id: true,
  acceptId: true,
  source: true,
  account: true,
  team: true,
  state: true,
  reason: true,
  detail: false,
  visitor: false,
  untold: true,
  revision: true,
  dueFor: false,
  dueAt: false,
  heldBy: false,
  wakes: false,
  receivedAt: true,
  releasedAt: true,
  agesFrom: true,
  person: false,
  place: false,
  // What stays of it is said in `outliving`.
  consent: false,
  asked: false,
  booking: false,
  category: false,
  // The sender's own words; repeats are recognised by the lead's id.
  externalId: false,
  record: true,
  reference: false,
  extra: false,
  digest: false,
  differences: true,
  ref: true,
  ringsAuthorised: true,
  ringsPossible: true,
  dial: true,
  leftOut: true,
  dialledPhones: false,
  firstDialAt: true,
  unproven: true,
  restored: true,
  stop: true,
  failedTries: true,
  stumbles: true,
  faults: true,
  lookups: true,
  emptyLookups: true,
  callIdGuess: true,
  callId: true,
  calls: true,
  callinglyLeadId: true,
  outcome: true,
  mergedInto: true,
  merged: true,
  history: true,
  retention: true,
  strippedAt: true,
  expiresAt: true,
};

const resultInLedger: Readonly<Record<keyof KeptResult, boolean>> = {
  callId: true,
  status: true,
  outcome: true,
  final: true,
  direction: true,
  unrung: true,
  startedAt: true,
  seconds: true,
  phone: false,
  fromPhone: false,
  agent: false,
  team: false,
  teamId: false,
  attempt: true,
  recordingUrl: false,
  hasTranscript: true,
  tag: false,
  callinglyLeadId: true,
  error: false,
  remark: true,
};

const kept = <T extends object>(value: T, fields: Readonly<Record<keyof T, boolean>>): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => fields[key as keyof T])) as Partial<T>;

/** The lead without its payload. Only for an end: a waiting lead keeps all its data. */
export const strippedLead = (lead: Lead, now: Date): Lead | undefined =>
  isEnd(lead.state) && lead.strippedAt === undefined ? withoutPerson(lead, now) : undefined;

/** The lead without its person, whatever state it is in. */
export function withoutPerson(lead: Lead, now: Date): Lead {
  const ledger = kept(lead, inLedger) as Omit<Lead, "person" | "extra" | "digest">;
  const consent = outliving(lead);
  return {
    ...ledger,
    person: {},
    extra: {},
    digest: "",
    ...(consent && { consent }),
    strippedAt: now.toISOString(),
    expiresAt: lead.expiresAt ?? leadEnds(lead, now),
  };
}

/** The lead of somebody who asked to be forgotten, also where its payload is gone already; undefined where that was done. */
export function forgottenLead(lead: Lead, now: Date): Lead | undefined {
  const bare = strippedLead(lead, now) ?? (isEnd(lead.state) ? lead : undefined);
  const consent = bare?.consent && ofNobody(bare.consent);
  const isDone = Object.keys(consent ?? {}).length === Object.keys(lead.consent ?? {}).length;
  if (bare === undefined || (bare === lead && isDone)) return undefined;
  return { ...without(bare, "consent"), ...(consent && { consent }) };
}

/** Its payload is erased later, since a result is still to be reported; the table forgets it that much later, too. */
export const strippedLater = (lead: Lead, ms: number, now: Date): Lead | undefined =>
  lead.strippedAt === undefined && lead.dueAt !== undefined
    ? {
        ...lead,
        dueAt: later(now, ms).toISOString(),
        expiresAt: leadEnds(lead, now),
      }
    : undefined;

/** The call without its person. */
const resultLedger = (result: KeptResult): KeptResult => kept(result, resultInLedger) as KeptResult;

/**
 * The call without its payload, and with nothing left to do: a worker that holds it loses it and writes nothing any
 * more.
 */
export function strippedCall(call: Call, lead: Lead | undefined, now: Date): Call {
  const reports = Object.entries(call.reports).map(([key, { digest: _, ...report }]) => [key, report] as const);
  const change: Partial<Call> = {
    reports: Object.fromEntries(reports),
    strippedAt: call.strippedAt ?? now.toISOString(),
    expiresAt: call.expiresAt ?? callEnds(lead?.retention, now),
    ...(call.result && { result: resultLedger(call.result) }),
  };
  return written(call, change, undefined);
}

/** A new result of a call whose person's data is erased: its outcome is kept, and not reported. */
export const outcomeKept = (call: Call, result: CallResult, lead: Lead, now: Date): Call =>
  strippedCall({ ...call, state: "reported", result: keptResult(result), leadId: lead.id }, lead, now);

/** Callingly does not have the call of such a person any more, either: there is nothing to read or report. */
export const callLetGo = (call: Call, lead: Lead | undefined, now: Date): Call =>
  strippedCall({ ...call, state: "reported", ...(lead && { leadId: lead.id }) }, lead, now);

/** The person asked to be forgotten: results that are not reported yet never are. */
export const forgottenCall = (call: Call, lead: Lead | undefined, now: Date): Call => ({
  ...strippedCall({ ...call, state: "reported" }, lead, now),
  ...(call.state !== "reported" && { reason: "forgotten" as const }),
});
