import type { Account, Call, Lead, Note } from "./model.ts";
import type { Records } from "./state.ts";
import type { Switches } from "./switches.ts";
import { isoText, longDayText, microsText, timeText, zonelessText } from "./times.ts";
import { fullName, nextAttempt, relationsOf } from "./views.ts";

/**
 * Webhook bodies. None of them names its event, and nothing in them is signed. The call's body follows
 * https://help.callingly.com/article/97-receiving-a-callback-after-a-call and, like the lead's, the samples kept in
 * https://github.com/PipedreamHQ/pipedream/tree/master/components/callingly.
 */

interface Source {
  readonly records: Records;
  readonly switches: Switches;
}

export function callPayload(call: Call, { records, switches }: Source) {
  const { lead, agent, number } = relationsOf(call, records);
  const zone = records.get("account", call.account_id)?.timezone ?? "UTC";
  return {
    id: call.id,
    account_id: call.account_id,
    team_id: call.team_id,
    team_name: records.get("team", call.team_id)?.name ?? null,
    status: call.status,
    result: call.result,
    lead_status: call.result,
    direction: call.direction,
    is_fallback: switches.webhookBooleans === "number" ? 0 : false,
    tag: null,
    stage: lead?.stage ? { id: 1, name: lead.stage } : null,
    lead: lead ? callPayloadLead(lead, records, switches) : null,
    user: agent ? { ...personOf(agent), fub_id: null, email: agent.email } : null,
    number: number ? { name: number.name, phone_number: number.phone_number } : null,
    lead_attempt: call.lead_retry + 1,
    agent_attempt: call.retry + 1,
    recording_url: call.recording_url,
    transcript: call.transcript,
    response_time: call.response_time,
    call_seconds: call.seconds,
    seconds: call.seconds,
    date: longDayText(call.started_at, zone),
    time: timeText(call.started_at, zone),
    datetime: isoText(call.started_at, zone),
  };
}

function callPayloadLead(lead: Lead, records: Records, switches: Switches) {
  const next = nextAttempt(lead, records);
  return {
    id: lead.id,
    first_name: lead.fname ?? "",
    last_name: lead.lname ?? "",
    email: lead.email,
    phone_number: lead.phone_number,
    company: lead.company,
    category: lead.category,
    source: lead.source,
    crm_id: switches.crmIdEcho ? lead.crm_id : null,
    tags: lead.tags,
    notes: lead.notes.map(({ content }) => ({ content })),
    comments: lead.comments,
    status: lead.status,
    result: lead.result,
    next_call: next === undefined ? null : microsText(next),
  };
}

export function leadCreatedPayload(lead: Lead, { records }: Pick<Source, "records">) {
  const team = records.get("team", lead.team_id);
  const owner = ownerOf(lead, records);
  return {
    id: lead.id,
    fname: lead.fname,
    lname: lead.lname,
    email: lead.email,
    phone_number: lead.phone_number,
    company: lead.company,
    category: lead.category,
    source: lead.source,
    crm: null,
    comments: lead.comments,
    comments_formatted: lead.comments,
    lead_owner: owner ? fullName(owner) : null,
    notes: lead.notes.map((note) => noteOf(note)),
    tags: lead.tags,
    status: lead.status,
    result: lead.result,
    stage: lead.stage,
    team: team ? { id: team.id, name: team.name } : null,
  };
}

/** A field of a lead whose change is reported. The captured word for a note is `note`; the others are presumed. */
export type LeadField = "lead_owner" | "note" | "result" | "stage" | "status" | "tags";

export function leadUpdatedPayload(lead: Lead, field: LeadField, source: Source) {
  const { records } = source;
  const actor = records.all("agent").find((agent) => agent.account_id === lead.account_id);
  const person = actor ? personOf(actor) : null;
  return {
    ...leadCreatedPayload(lead, source),
    updatedField: field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    updatedValue: updatedValue(lead, field, source),
    agent: person,
    user: person,
  };
}

/** The field's new value as plain text, where it has one. */
export function fieldText(lead: Lead, field: LeadField, records: Records): string | null {
  if (field === "lead_owner") return fullName(ownerOf(lead, records)) || null;
  if (field === "note") return lead.notes.at(-1)?.content ?? null;
  if (field === "tags") return lead.tags.at(-1)?.name ?? null;
  return lead[field];
}

function updatedValue(lead: Lead, field: LeadField, { records, switches }: Source) {
  const [note, tag] = [lead.notes.at(-1), lead.tags.at(-1)];
  if (field === "tags") return tag ? { ...tag, updated_at: microsText(lead.created_at) } : null;
  if (field !== "note" || !note) return fieldText(lead, field, records);
  const account = records.get("account", lead.account_id);
  const [createdAt, zone] = [microsText(note.created_at), account?.timezone ?? "UTC"];
  return {
    ...noteOf(note),
    account_id: lead.account_id,
    lead_id: lead.id,
    updated_at: createdAt,
    created_at_formatted: zonelessText(note.created_at, zone),
    ...(account && switches.privateBlobBytes > 0 ? { user: privateUser(account, switches.privateBlobBytes) } : {}),
  };
}

/**
 * The service sends the acting user's and the account's whole records along, credentials included. These values are
 * invented; a receiver must neither keep nor log them.
 */
const privateUser = (account: Account, bytes: number) => ({
  id: 27001,
  email: account.email,
  last_login_ip: "192.0.2.10",
  role: "owner",
  account: {
    id: account.id,
    name: account.name,
    billing_email: account.email,
    plan: "pro",
    webhook_slug: "private-webhook-slug",
    timezone: account.timezone,
    settings: "x".repeat(bytes),
  },
});

const noteOf = ({ id, user_id, content, created_at }: Note) => ({
  id,
  user_id,
  call_id: null,
  content,
  created_at: microsText(created_at),
});

const ownerOf = (lead: Lead, records: Records) =>
  lead.lead_owner_id === null ? undefined : records.get("agent", lead.lead_owner_id);

const personOf = (agent: { fname: string; lname: string; phone_number: string }) => ({
  name: fullName(agent),
  phone_number: agent.phone_number,
  custom_id: null,
});
