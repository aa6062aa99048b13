import * as z from "zod";
import {
  changes,
  count,
  counts,
  day,
  type Endpoint,
  flag,
  id,
  ids,
  may,
  orNone,
  phone,
  reaches,
  reads,
  text,
} from "./endpoint.ts";

/**
 * Every endpoint of lambda/callingly/client.ts, in the words of its documentation, help article 38 "Callingly API
 * Documentation" (https://help.callingly.com/article/38-callingly-api-documentation). What the fields mean is said in
 * lambda/callingly/inputs.ts.
 */

const team = {
  is_record: may(flag),
  call_mode: may(text),
  whispertext: may(text),
  post_whispertext: may(text),
  language: may(text),
  delay: may(count),
  is_retry: may(flag),
  retries: may(count),
  retry_schedule: may(counts),
  is_reschedule: may(flag),
  is_retry_lead: may(flag),
  lead_retries: may(count),
  lead_retry_schedule: may(counts),
  is_sms: may(flag),
  sms_body: may(text),
};

const agent = { email: may(text), ext: may(text), timezone: may(text) };

const webhook = {
  call_direction: may(orNone(z.enum(["inbound", "outbound"]))),
  call_status: may(orNone(z.enum(["completed", "missed", "offline"]))),
  call_lead_status: may(orNone(z.enum(["contacted", "missed", "removed", "voicemail"]))),
  team_id: may(orNone(id)),
  number_id: may(orNone(id)),
  field: may(orNone(z.enum(["lead_owner", "result", "stage", "status", "tags"]))),
  filter: may(orNone(text)),
};
const event = z.enum(["call_completed", "lead_created", "lead_updated"]);

const ScheduleSchema = z
  .string()
  .transform((given, context) => {
    try {
      return JSON.parse(given) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "write JSON, in the form that `agents schedule --json` prints" });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.object({
        label: z.string().optional(),
        day: z.int().min(0).max(6),
        is_available: z.boolean(),
        times: z.array(z.object({ start: z.string(), end: z.string() })),
      }),
    ),
  );

const columns = {
  client: ["id", "name", "email", "is_active"],
  team: ["id", "name", "call_mode", "is_users_available_for_call"],
  agent: ["id", "fname", "lname", "phone_number", "timezone", "is_available"],
  call: ["id", "started_at", "direction", "status", "lead_status", "seconds", "lead", "user"],
  lead: ["id", "fname", "lname", "phone_number", "status", "result", "created_at"],
  webhook: ["id", "name", "event", "target_url", "call_status", "team_id"],
} as const;

export const endpoints: readonly Endpoint[] = [
  reads({ name: "clients list", does: "Clients of an agency.", columns: columns.client }, (callingly) =>
    callingly.listClients(),
  ),
  changes(
    {
      name: "clients create",
      does: "Creates a client of the agency.",
      fields: { fname: text, lname: text, company: text, email: text, phone_number: phone, password: may(text) },
      columns: columns.client,
    },
    (callingly, _, client) => callingly.createClient(client),
  ),
  changes({ name: "clients delete", does: "Deletes the client.", ids: ["client"] }, (callingly, [client = ""]) =>
    callingly.deleteClient(client),
  ),
  changes(
    { name: "clients active", does: "Switches the client on or off.", ids: ["client"], fields: { is_active: flag } },
    (callingly, [client = ""], { is_active }) => callingly.setClientActive(client, is_active),
  ),

  reads(
    { name: "teams list", does: "The account's teams, with the ids that sources name.", columns: ["id", "name"] },
    (callingly) => callingly.listTeams(),
  ),
  reads(
    { name: "teams get", does: "One team with its settings.", ids: ["team"], columns: columns.team },
    (callingly, [team = ""]) => callingly.getTeam(team),
  ),
  changes(
    { name: "teams create", does: "Creates a team.", fields: { name: text, ...team }, columns: columns.team },
    (callingly, _, settings) => callingly.createTeam(settings),
  ),
  changes(
    {
      name: "teams update",
      does: "Changes the team; whether what is left out keeps its value, Callingly does not say.",
      ids: ["team"],
      fields: { name: may(text), ...team },
      columns: columns.team,
    },
    (callingly, [team = ""], settings) => callingly.updateTeam(team, settings),
  ),
  reads(
    {
      name: "teams agents",
      does: "The agents that take the team's calls, in their order.",
      ids: ["team"],
      columns: ["id", "name", "priority", "cap"],
    },
    (callingly, [team = ""]) => callingly.listTeamAgents(team),
  ),
  changes(
    { name: "teams set-agents", does: "Replaces all agents of the team.", ids: ["team"], fields: { agents: ids } },
    (callingly, [team = ""], { agents }) => callingly.setTeamAgents(team, agents),
  ),
  changes(
    {
      name: "teams update-agent",
      does: "Changes when in the team the agent is called.",
      ids: ["team", "agent"],
      fields: { priority: count, cap: may(orNone(count)) },
    },
    (callingly, [team = "", agent = ""], place) => callingly.updateTeamAgent(team, agent, place),
  ),
  changes(
    { name: "teams remove-agent", does: "Takes from the team the agent.", ids: ["team", "agent"] },
    (callingly, [team = "", agent = ""]) => callingly.removeTeamAgent(team, agent),
  ),

  reads({ name: "agents list", does: "The people who take calls.", columns: columns.agent }, (callingly) =>
    callingly.listAgents(),
  ),
  changes(
    {
      name: "agents create",
      does: "Creates an agent.",
      fields: { fname: text, lname: text, phone_number: phone, ...agent },
      columns: columns.agent,
    },
    (callingly, _, person) => callingly.createAgent(person),
  ),
  changes(
    {
      name: "agents update",
      does: "Changes the agent; whether what is left out keeps its value, Callingly does not say.",
      ids: ["agent"],
      fields: {
        fname: may(text),
        lname: may(text),
        phone_number: may(phone),
        ...agent,
        donotdisturb: may(flag),
        donotdisturb_until: may(text),
      },
      columns: columns.agent,
    },
    (callingly, [agent = ""], changed) => callingly.updateAgent(agent, changed),
  ),
  changes({ name: "agents delete", does: "Deletes the agent.", ids: ["agent"] }, (callingly, [agent = ""]) =>
    callingly.deleteAgent(agent),
  ),
  reads(
    {
      name: "agents schedule",
      does: "When the agent takes calls.",
      ids: ["agent"],
      columns: ["day", "label", "is_available", "times"],
    },
    (callingly, [agent = ""]) => callingly.getAgentSchedule(agent),
  ),
  changes(
    {
      name: "agents set-schedule",
      does: "Replaces the schedule of the agent.",
      ids: ["agent"],
      fields: { schedule: ScheduleSchema },
    },
    (callingly, [agent = ""], { schedule }) => callingly.setAgentSchedule(agent, schedule),
  ),

  reads(
    {
      name: "calls list",
      does: "Calls of a period, one page.",
      fields: { start: may(day), end: may(day), team_id: may(id), limit: may(count), page: may(count) },
      columns: columns.call,
    },
    (callingly, _, query) => callingly.listCalls(query),
  ),
  reads(
    { name: "calls get", does: "One call with all that is known of it.", ids: ["call"], columns: columns.call },
    (callingly, [call = ""]) => callingly.getCall(call),
  ),
  reaches(
    {
      name: "calls create",
      does: "Rings the team, then the person. Sent once, never repeated.",
      fields: {
        team_id: id,
        phone_number: phone,
        first_name: text,
        last_name: text,
        email: may(text),
        company: may(text),
        category: may(text),
        source: may(text),
        crm_id: may(count),
      },
    },
    ({ team_id, phone_number, first_name, last_name }) =>
      `The team ${team_id} is rung, and then ${first_name} ${last_name} at ${phone_number}. The bridge knows nothing of this call and does not guard it. Ring them now?`,
    (callingly, call) => callingly.createCall(call),
  ),

  reads(
    {
      name: "leads list",
      does: "Leads of a period or a phone; not paged, so ask for short periods.",
      fields: { start: may(day), end: may(day), phone_number: may(phone) },
      columns: columns.lead,
    },
    (callingly, _, query) => callingly.listLeads(query),
  ),
  reads({ name: "leads get", does: "One lead.", ids: ["lead"], columns: columns.lead }, (callingly, [lead = ""]) =>
    callingly.getLead(lead),
  ),
  changes(
    {
      name: "leads update",
      does: "Changes the lead at Callingly; --is-stopped yes ends its redials.",
      ids: ["lead"],
      fields: {
        fname: may(text),
        lname: may(text),
        email: may(text),
        phone_number: may(phone),
        source: may(text),
        company: may(text),
        status: may(text),
        result: may(orNone(text)),
        // `--stage` is taken: it names the bridge.
        lead_stage: may(orNone(text)),
        is_stopped: may(flag),
        is_blocked: may(flag),
      },
    },
    (callingly, [lead = ""], { lead_stage: stage, ...changed }) =>
      callingly.updateLead(lead, { ...changed, ...(stage !== undefined && { stage }) }),
  ),
  changes({ name: "leads delete", does: "Deletes at Callingly the lead.", ids: ["lead"] }, (callingly, [lead = ""]) =>
    callingly.deleteLead(lead),
  ),

  reads({ name: "webhooks list", does: "Where Callingly reports to.", columns: columns.webhook }, (callingly) =>
    callingly.listWebhooks(),
  ),
  reads(
    { name: "webhooks get", does: "One webhook.", ids: ["webhook"], columns: columns.webhook },
    (callingly, [webhook = ""]) => callingly.getWebhook(webhook),
  ),
  changes(
    {
      name: "webhooks create",
      does: "Creates a webhook. The bridge registers its own by itself.",
      fields: { name: text, event, target_url: z.url(), ...webhook },
      columns: columns.webhook,
    },
    (callingly, _, wanted) => callingly.createWebhook(wanted),
  ),
  changes(
    {
      name: "webhooks update",
      does: "Changes the webhook.",
      ids: ["webhook"],
      fields: { name: may(text), event: may(event), target_url: may(z.url()), ...webhook },
      columns: columns.webhook,
    },
    (callingly, [webhook = ""], changed) => callingly.updateWebhook(webhook, changed),
  ),
  changes(
    {
      name: "webhooks delete",
      does: "Deletes the webhook. The bridge's own comes back within the hour.",
      ids: ["webhook"],
    },
    (callingly, [webhook = ""]) => callingly.deleteWebhook(webhook),
  ),

  reaches(
    {
      name: "sms send",
      does: "Sends a text message to a person. Sent once, never repeated.",
      fields: { phone_number: phone, sms_number: phone, message: text },
    },
    ({ phone_number, sms_number, message }) => `${sms_number} sends to ${phone_number}: “${message}”. Send it now?`,
    (callingly, sms) => callingly.sendSms(sms),
  ),
];
