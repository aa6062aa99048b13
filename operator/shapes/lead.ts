import { explain } from "../../lambda/lead/explain.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { maskPhone } from "../../lambda/lead/reader/phone.ts";
import { speedOf } from "../../lambda/lead/speed.ts";
import type { WholeLead } from "../leads/whole-lead.ts";
import { callView } from "./call.ts";

/** Leads as scripts and pages get them. The keys are a promise: snake_case, absent values null. */

export const nameOf = ({ person: { firstName, lastName, company, email } }: Lead): string =>
  [firstName, lastName].filter(Boolean).join(" ") ||
  company ||
  (email ? "a lead with e-mail only" : "a lead without a name");

export const maskedPhone = ({ person: { phone } }: Lead): string | undefined => phone && maskPhone(phone);

/** To the millisecond; null where it was not called. */
const secondsToCall = (lead: Lead): number | null => speedOf(lead)?.seconds ?? null;

/** @param personal shows who it is, and the number in full */
export const leadRow = (lead: Lead, { personal }: { personal: boolean }) => {
  const { id, state, reason, source, account, outcome, receivedAt, dueAt, asked, person } = lead;
  return {
    id,
    state,
    reason: reason ?? null,
    reason_words: explain(lead),
    faults: lead.faults ?? 0,
    source,
    account,
    outcome: outcome ?? null,
    received_at: receivedAt,
    due_at: dueAt ?? null,
    /** The moment that the person asked for, where one could be read. */
    asked_at: asked?.at ?? null,
    /** From when it came, or was released, until Callingly had taken its first call. */
    seconds_to_call: secondsToCall(lead),
    phone: (personal ? person.phone : maskedPhone(lead)) ?? null,
    ...(personal && { name: nameOf(lead), email: person.email ?? null }),
  };
};

export const wholeLeadJson = ({ lead, calls, next }: Omit<WholeLead, "verdict">) => {
  const { person, dial, record } = lead;
  return {
    ...leadRow(lead, { personal: true }),
    next_step: next,
    detail: lead.detail ?? null,
    person: {
      first_name: person.firstName ?? null,
      last_name: person.lastName ?? null,
      email: person.email ?? null,
      company: person.company ?? null,
      phone_number: person.phone ?? null,
      phone_as_given: person.phoneAsGiven ?? null,
    },
    place: lead.place ?? null,
    asked: lead.asked
      ? {
          text: lead.asked.text,
          at: lead.asked.at ?? null,
          zone: lead.asked.zone ?? null,
          by: lead.asked.by ?? null,
          said_at: lead.asked.said,
        }
      : null,
    booking: lead.booking ?? null,
    category: lead.category ?? null,
    external_id: lead.externalId ?? null,
    reference: lead.reference ?? null,
    extra: lead.extra,
    team: lead.team ?? null,
    ref: lead.ref ?? null,
    rings_possible: lead.ringsPossible,
    rings_authorised: lead.ringsAuthorised,
    left_out: lead.leftOut ?? [],
    dialled_at: dial?.at ?? null,
    first_dialled_at: lead.firstDialAt ?? null,
    released_at: lead.releasedAt ?? null,
    call_id: lead.callId ?? null,
    callingly_lead_id: lead.callinglyLeadId ?? null,
    record: record ?? null,
    merged_into: lead.mergedInto ?? null,
    merged: lead.merged,
    expires_at: lead.expiresAt === undefined ? null : new Date(lead.expiresAt * 1000).toISOString(),
    history: lead.history.map(({ at, state, reason, by }) => ({ at, state, reason: reason ?? null, by: by ?? null })),
    calls: calls.map(callView),
  };
};
