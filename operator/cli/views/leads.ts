import type { Call } from "../../../lambda/lead/call/call.ts";
import { explain } from "../../../lambda/lead/explain.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { speedOf } from "../../../lambda/lead/speed.ts";
import type { WholeLead } from "../../leads/whole-lead.ts";
import { callView } from "../../shapes/call.ts";
import { maskedPhone, nameOf } from "../../shapes/lead.ts";
import { askedWhole } from "../../words/asked.ts";
import { faultWords } from "../../words/fault-words.ts";
import { moment, momentAndSpan, span } from "../../words/times.ts";
import { whom } from "../../words/whom.ts";
import { printable, table } from "../terminal/table.ts";

/** Leads as people see them at the terminal. */

const SHOWN = 10;

/** The people a question is about, when there are many. */
export const allOfWhom = (leads: readonly Lead[], now: Date): string => someOf(leads, (lead) => whom(lead, now));

/** A line for each of the first of many, and how many more there are. */
export function someOf<T>(all: readonly T[], words: (one: T) => string): string {
  const lines = all.slice(0, SHOWN).map((one) => `  ${printable(words(one))}`);
  return [...lines, ...(all.length > SHOWN ? [`  … and ${all.length - SHOWN} more`] : [])].join("\n");
}

export function leadTable(leads: readonly Lead[], now: Date, { personal = false } = {}): string {
  // A list of what waits has no such column: nobody of it was called.
  const isCalled = leads.some((lead) => speedOf(lead) !== undefined);
  const rows = leads.map((lead) => [
    lead.id,
    span(lead.receivedAt, now),
    lead.state,
    (personal ? lead.person.phone : maskedPhone(lead)) ?? "none",
    ...(personal ? [nameOf(lead)] : []),
    ...(isCalled ? [callWords(lead)] : []),
    `${whyItWaits(lead, now)}${faultWords(lead)}`,
  ]);
  return table(
    ["lead", "age", "state", "phone", ...(personal ? ["name"] : []), ...(isCalled ? ["called after"] : []), "why"],
    rows,
  );
}

function callWords(lead: Lead): string {
  const { seconds } = speedOf(lead) ?? {};
  if (seconds === undefined) return "";
  return seconds < 60 ? `${seconds.toFixed(1)} s` : span(new Date(0), new Date(seconds * 1000));
}

/** One that waits for a time somebody named has that first; `leads show` says what can be done about it. */
const whyItWaits = (lead: Lead, now: Date): string =>
  lead.reason === "asked-time" && lead.dueAt !== undefined
    ? `${momentAndSpan(lead.dueAt, now)}, as ${lead.asked?.by === "operator" ? "an operator named it" : "the person asked"}`
    : `${explain(lead)}${hourWords(lead, now)}`;

/** When the hour comes for which a lead waits. */
const hourWords = ({ reason, dueAt }: Lead, now: Date): string =>
  dueAt !== undefined && waitsForHour.has(reason) ? `: ${momentAndSpan(dueAt, now)}` : "";

const waitsForHour: ReadonlySet<Lead["reason"]> = new Set(["outside-hours", "called-too-often"]);

export function wholeLeadText(whole: Omit<WholeLead, "verdict">, now: Date): string {
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
    ["asked for", lead.asked && askedWhole(lead.asked, now)],
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
