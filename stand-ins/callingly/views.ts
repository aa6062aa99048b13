import { formatPhone } from "../kit/phones.ts";
import { isAvailable } from "./availability.ts";
import type { Account, Agent, Call, Lead, Team, Webhook } from "./model.ts";
import type { Records } from "./state.ts";
import type { Switches } from "./switches.ts";
import { usText, usTextWithZone, zonelessText } from "./times.ts";

/**
 * The objects that REST answers show, field by field as in
 * https://help.callingly.com/article/38-callingly-api-documentation.
 */
export interface Viewer {
  readonly account: Account;
  readonly records: Records;
  readonly switches: Switches;
  readonly now: number;
}

/** The zone in which times without a zone are written, and days begin. */
export const restZone = ({ account, switches }: Pick<Viewer, "account" | "switches">): string =>
  switches.restClock === "account" ? account.timezone : switches.restClock;

export const clientRow = ({ id, name, email, is_active }: Account, records: Records) => ({
  id,
  name,
  email,
  billed_users: records.all("agent").filter((agent) => agent.account_id === id).length,
  billed_numbers: records.all("number").filter((number) => number.account_id === id).length,
  is_active,
});

export const teamRow = ({ id, account_id, name }: Team) => ({ id, account_id, name });

export function teamView({ agents, shared_with: _, ...team }: Team, { records, now }: Viewer) {
  const free = agents.some(({ agent_id }) => {
    const agent = records.get("agent", agent_id);
    return agent !== undefined && isAvailable(agent, now);
  });
  return { ...team, is_users_available_for_call: free };
}

export const teamAgentsView = ({ agents }: Team, { records }: Viewer) => ({
  agents: agents.map(({ agent_id, priority, cap }) => ({
    id: agent_id,
    name: fullName(records.get("agent", agent_id)),
    priority,
    cap,
  })),
});

export const agentView = (agent: Agent, { now }: Viewer) => ({
  id: agent.id,
  account_id: agent.account_id,
  fname: agent.fname,
  lname: agent.lname,
  phone_number: agent.phone_number,
  ext: agent.ext,
  donotdisturb: agent.donotdisturb,
  priority: agent.priority,
  timezone: agent.timezone,
  is_available: isAvailable(agent, now),
});

/** GET /calls/{id}. */
export function callView(call: Call, viewer: Viewer) {
  const { records } = viewer;
  const { lead, agent, number, phone } = relationsOf(call, records);
  const empty = emptyRelation(viewer, null);
  return {
    ...callBasics(call, viewer),
    status_formatted: wordsOf(call.status),
    lead_status_formatted: call.result && wordsOf(call.result),
    ring_status: call.agent_id === null ? null : "completed",
    from_formatted: number ? formatPhone(number.phone_number) : null,
    phone_number_formatted: formatPhone(phone),
    waveform_url: call.waveform_url,
    error_message: call.error_message,
    human_result: call.result,
    user: agent ? { ...nameOf(agent), email: agent.email, phone_number: agent.phone_number } : empty,
    lead: lead ? callLead(lead, viewer) : empty,
    number: number ? { name: number.name, phone_number: number.phone_number } : empty,
    tag: empty,
    notes: [],
    profile: profileOf(call, records) ?? empty,
    is_voicemail: call.result === "voicemail" ? 1 : 0,
    is_queue: 0,
    is_team_offline: call.status === "offline" ? 1 : 0,
    is_error: call.status === "error" ? 1 : 0,
    scheduled_call_type: null,
    old_lead_owner_id: null,
    transcript: call.transcript,
    sales_advice: null,
    error_code: call.error_code,
  };
}

/** A row of GET /calls: the same object as long as nothing that it shows has changed. */
export function callRow(call: Call, viewer: Viewer) {
  const { lead, agent } = relationsOf(call, viewer.records);
  const shown = [lead, agent, viewer.records.get("team", call.team_id), viewer.switches, restZone(viewer)];
  const known = rows.get(call);
  if (known?.shown.every((each, index) => each === shown[index])) return known.row;
  const row = newCallRow(call, viewer);
  rows.set(call, { row, shown });
  return row;
}

/** Lists are asked for far more often than calls change. */
const rows = new WeakMap<Call, { readonly row: object; readonly shown: readonly unknown[] }>();

function newCallRow(call: Call, viewer: Viewer) {
  const { lead, agent, phone } = relationsOf(call, viewer.records);
  const empty = emptyRelation(viewer, []);
  const full = viewer.switches.listRelations === "full";
  return {
    ...callBasics(call, viewer),
    error_message: call.error_message,
    phone_number_formatted: formatPhone(phone),
    member: full && agent ? nameOf(agent) : empty,
    lead: full && lead ? callLead(lead, viewer) : empty,
    profile: (full && profileOf(call, viewer.records)) || empty,
  };
}

/** GET /leads/{id}. */
export function leadView(lead: Lead, viewer: Viewer) {
  const { records } = viewer;
  const zone = restZone(viewer);
  const team = records.get("team", lead.team_id);
  const next = nextAttempt(lead, records);
  return {
    id: lead.id,
    account_id: lead.account_id,
    lead_owner_id: lead.lead_owner_id,
    fname: lead.fname,
    lname: lead.lname,
    email: lead.email,
    phone_number: lead.phone_number,
    source: lead.source,
    source_id: null,
    created_at: zonelessText(lead.created_at, zone),
    company: lead.company,
    category: lead.category,
    status: lead.status,
    result: lead.result,
    team: team ? { id: team.id, name: team.name } : null,
    tags: lead.tags,
    stage: lead.stage,
    scheduled_call_at: next === undefined ? null : usTextWithZone(next, viewer.account.timezone),
    is_stopped: lead.is_stopped,
    is_blocked: lead.is_blocked,
  };
}

/** A row of GET /leads: its calls and owner come with it, its stop flags do not. */
export function leadRow(lead: Lead, viewer: Viewer) {
  const { is_stopped: _, is_blocked: __, ...shared } = leadView(lead, viewer);
  const { records } = viewer;
  const owner = lead.lead_owner_id === null ? undefined : records.get("agent", lead.lead_owner_id);
  const calls = callsOf(lead, records);
  return {
    ...shared,
    calls: calls.map((call) => leadCall(call, viewer)),
    lead_owner: owner ? { name: fullName(owner), phone_number: owner.phone_number, custom_id: null } : null,
  };
}

function callsOf({ id }: Lead, records: Records): readonly Call[] {
  const all = records.all("call");
  const byLead = groups.get(all) ?? groupedByLead(all);
  groups.set(all, byLead);
  return byLead.get(id) ?? [];
}

/** A list of leads asks for the calls of each of them. */
const groups = new WeakMap<readonly Call[], ReadonlyMap<number, readonly Call[]>>();

function groupedByLead(calls: readonly Call[]): ReadonlyMap<number, readonly Call[]> {
  const found = new Map<number, Call[]>();
  for (const call of calls) {
    const group = found.get(call.lead_id);
    if (group) group.push(call);
    else found.set(call.lead_id, [call]);
  }
  return found;
}

export function webhookView({ call_direction, ...webhook }: Webhook, { switches }: Viewer) {
  const key = switches.webhookDirectionKey;
  return { ...webhook, ...(key === "none" ? {} : { [key]: call_direction }) };
}

/** When the lead is next rung by itself, if it is. */
export function nextAttempt(lead: Lead, records: Records): number | undefined {
  const times = records.all("appointment").flatMap((one) => (one.lead_id === lead.id ? one.at : []));
  return times.length ? Math.min(...times) : undefined;
}

export const fullName = (person: { fname: string | null; lname: string | null } | undefined): string =>
  [person?.fname, person?.lname].filter(Boolean).join(" ");

/** The entities that a call refers to, as far as they still exist. */
export function relationsOf(call: Call, records: Records) {
  const lead = records.get("lead", call.lead_id);
  return {
    lead,
    phone: lead?.phone_number ?? "",
    agent: call.agent_id === null ? undefined : records.get("agent", call.agent_id),
    number: call.number_id === null ? undefined : records.get("number", call.number_id),
  };
}

/** The fields that both forms of a call show. */
const callBasics = (call: Call, viewer: Viewer) => ({
  id: call.id,
  started_at: zonelessText(call.started_at, restZone(viewer)),
  direction: call.direction,
  status: call.status,
  lead_status: call.result,
  seconds: call.seconds,
  duration: `${call.seconds}s`,
  retry: call.retry,
  lead_retry: call.lead_retry,
  time_formatted: usText(call.started_at, restZone(viewer)),
  source: call.source,
  recording_url: call.recording_url,
});

const callLead = (lead: Lead, viewer: Viewer) => ({
  id: lead.id,
  name: fullName(lead),
  label: fullName(lead) || formatPhone(lead.phone_number),
  fname: lead.fname,
  lname: lead.lname,
  email: lead.email,
  phone_number: lead.phone_number,
  phone_number_formatted: formatPhone(lead.phone_number),
  source: lead.source,
  crm: null,
  source_id: null,
  deleted_at: lead.deleted_at === null ? null : zonelessText(lead.deleted_at, restZone(viewer)),
});

const leadCall = (call: Call, viewer: Viewer) => ({
  id: call.id,
  source: call.source,
  seconds: call.seconds,
  direction: call.direction,
  status: call.status,
  result: call.result,
  agent_retry: call.retry,
  lead_retry: call.lead_retry,
  started_at: zonelessText(call.started_at, restZone(viewer)),
  recording_url: call.recording_url,
});

const nameOf = (agent: Agent) => ({ id: agent.id, name: fullName(agent), fname: agent.fname, lname: agent.lname });

function profileOf(call: Call, records: Records) {
  const team = records.get("team", call.team_id);
  return team && { id: team.id, name: team.name };
}

function emptyRelation({ switches }: Viewer, documented: [] | null): [] | null | object {
  return { documented, array: [], null: null, object: {} }[switches.emptyRelations];
}

/** `in-progress` becomes `In Progress`. */
const wordsOf = (word: string): string =>
  word.replace(/(^|-)(\w)/g, (_, dash: string, letter: string) => (dash && " ") + letter.toUpperCase());
