import type { Call } from "../../../lambda/lead/call/call.ts";
import { explain } from "../../../lambda/lead/explain.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { maskPhone } from "../../../lambda/lead/reader/phone.ts";
import { faultWords } from "../../words/fault-words.ts";
import { moment, momentAndSpan, span } from "../../words/times.ts";
import { printable, table } from "../terminal/table.ts";
import { callView } from "./results.ts";

/** Leads as people and scripts see them. The JSON's keys are a promise to scripts: snake_case, absent values null. */

export const nameOf = ({ person: { firstName, lastName, company, email } }: Lead): string =>
  [firstName, lastName].filter(Boolean).join(" ") ||
  company ||
  (email ? "a lead with e-mail only" : "a lead without a name");

const maskedPhone = ({ person: { phone } }: Lead): string | undefined => phone && maskPhone(phone);

/** The person a question is about: the name, a masked number, when the lead came. */
export const whom = (lead: Lead, now: Date): string =>
  printable(`${nameOf(lead)}, ${maskedPhone(lead) ?? "no phone number"}, came ${span(lead.receivedAt, now)} ago`);

const SHOWN = 10;

/** The people a question is about, when there are many. */
export function allOfWhom(leads: readonly Lead[], now: Date): string {
  const lines = leads.slice(0, SHOWN).map((lead) => `  ${whom(lead, now)}`);
  return [...lines, ...(leads.length > SHOWN ? [`  … and ${leads.length - SHOWN} more`] : [])].join("\n");
}

/** @param personal shows who it is, and the number in full */
export const leadRow = (lead: Lead, { personal }: { personal: boolean }) => {
  const { id, state, reason, source, account, outcome, receivedAt, dueAt, person } = lead;
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
    phone: (personal ? person.phone : maskedPhone(lead)) ?? null,
    ...(personal && { name: nameOf(lead), email: person.email ?? null }),
  };
};

export function leadTable(leads: readonly Lead[], now: Date, { personal = false } = {}): string {
  const rows = leads.map((lead) => [
    lead.id,
    span(lead.receivedAt, now),
    lead.state,
    (personal ? lead.person.phone : maskedPhone(lead)) ?? "none",
    ...(personal ? [nameOf(lead)] : []),
    `${explain(lead)}${hourWords(lead, now)}${faultWords(lead)}`,
  ]);
  return table(["lead", "age", "state", "phone", ...(personal ? ["name"] : []), "why"], rows);
}

/** When the hour comes for which a lead waits. */
const hourWords = ({ reason, dueAt }: Lead, now: Date): string =>
  dueAt !== undefined && waitsForHour.has(reason) ? `: ${momentAndSpan(dueAt, now)}` : "";

const waitsForHour: ReadonlySet<Lead["reason"]> = new Set(["outside-hours", "called-too-often"]);

/** Everything that is known of one lead. */
export interface WholeLead {
  readonly lead: Lead;
  readonly calls: readonly Call[];
  readonly next: string;
}

export const wholeLeadJson = ({ lead, calls, next }: WholeLead) => {
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

export function wholeLeadText(whole: WholeLead, now: Date): string {
  const { lead, calls, next } = whole;
  const { person, extra } = lead;
  const facts: [string, string | undefined][] = [
    ["state", `${lead.state}: ${explain(lead)}${faultWords(lead)}`],
    ["detail", lead.detail],
    ["next", next],
    ["outcome", lead.outcome],
    ["name", [person.firstName, person.lastName].filter(Boolean).join(" ")],
    ["company", person.company],
    ["phone", person.phone ?? (person.phoneAsGiven ? `none; given was "${person.phoneAsGiven}"` : "none")],
    ["email", person.email],
    ["received", momentAndSpan(lead.receivedAt, now)],
    ["released", lead.releasedAt && momentAndSpan(lead.releasedAt, now)],
    ["source", `${lead.source}, account ${lead.account}${lead.team === undefined ? "" : `, team ${lead.team}`}`],
    ["place", lead.place && Object.values(lead.place).join(", ")],
    ["category", lead.category],
    ["their id", lead.externalId],
    ["to fetch", lead.reference],
    ["rings", `${lead.ringsPossible} possible, ${lead.ringsAuthorised} authorised`],
    ["left out", lead.leftOut && `${lead.leftOut.join(", ")}: Callingly refused it`],
    ["dialled", lead.dial && momentAndSpan(lead.dial.at, now)],
    ["ref", lead.ref === undefined ? undefined : String(lead.ref)],
    [
      "Callingly",
      [lead.callId && `call ${lead.callId}`, lead.callinglyLeadId && `lead ${lead.callinglyLeadId}`]
        .filter(Boolean)
        .join(", "),
    ],
    ["CRM record", lead.record && `${lead.record.type} ${lead.record.id}`],
    ["merged into", lead.mergedInto],
    ["also for", lead.merged.join(", ")],
    ["kept until", lead.expiresAt === undefined ? undefined : moment(new Date(lead.expiresAt * 1000))],
    ...Object.entries(extra).map(([name, value]): [string, string] => [name, value]),
  ];
  const lines = facts.flatMap(([name, value]) =>
    value ? [`  ${printable(name).padEnd(11)}  ${printable(value)}`] : [],
  );
  const steps = lead.history.map(({ at, state, reason, by }) => [
    moment(at),
    state,
    by ? `by ${by}` : "",
    reason ? explain({ state, reason }) : "",
  ]);
  return [
    lead.id,
    ...lines,
    "",
    table(["history", "", "", ""], steps),
    ...(calls.length > 0 ? ["", ...calls.map((call) => callText(call))] : []),
  ].join("\n");
}

function callText(call: Call): string {
  const { call_id, state, reason_words, started_at, outcome, status, seconds, agent, recording_url, remark, reports } =
    callView(call);
  const heard = [
    started_at && moment(started_at),
    outcome ?? status,
    seconds ? `${seconds} s` : undefined,
    agent && `with ${agent}`,
    remark,
  ];
  const lines = [
    `call ${call_id}: ${state}${reason_words ? `: ${reason_words}` : ""}`,
    `  ${heard.filter(Boolean).join(", ") || "nothing is known of it yet"}`,
    ...(recording_url ? [`  recording ${recording_url}`] : []),
    ...reports.map(
      ({ crm, lead_id, written, activity_id, record }) =>
        `  ${crm}: ${written ? "written" : "not written yet"}${activity_id ? `, activity ${activity_id}` : ""}${record ? `, ${record.type} ${record.id}` : ""} (for ${lead_id})`,
    ),
  ];
  return lines.map(printable).join("\n");
}
