/**
 * What Callingly's answers hold, in Callingly's own words, from help article 38 "Callingly API Documentation"
 * (https://help.callingly.com/article/38-callingly-api-documentation) unless a field says otherwise. Fields that are
 * not named here are dropped. Ids are text for us.
 */
import * as z from "zod/mini";
import { Flag, Id, IdRef, Int, itemOf, Label, listOf, relation, relations, Text } from "./wire.ts";

/** A customer of an agency. */
const ClientSchema = z.object({
  id: Id,
  name: Text,
  email: Text,
  /** Said instead of `email` when a client is created. */
  billing_email: Text,
  billed_users: Int,
  billed_numbers: Int,
  is_active: Flag,
});

/** List Teams gives only id, account and name. */
export type Team = z.infer<typeof TeamSchema>;
const TeamSchema = z.object({
  id: Id,
  account_id: IdRef,
  name: Text,
  is_record: Flag,
  call_mode: Text,
  whispertext: Text,
  whispertext_voice: Text,
  post_whispertext: Text,
  language: Text,
  /** Seconds to wait before dialling. */
  delay: Int,
  is_retry: Flag,
  retries: Int,
  /** Minutes between the tries to reach an agent. */
  retry_schedule: relations(Int),
  /** A team that is offline books the call for its next opening. */
  is_reschedule: Flag,
  is_retry_lead: Flag,
  lead_retries: Int,
  /** Minutes between the tries to reach the lead. */
  lead_retry_schedule: relations(Int),
  is_sms: Flag,
  sms_body: Text,
  /** An agent could take a call right now. */
  is_users_available_for_call: Flag,
});

const TeamAgentSchema = z.object({
  id: Id,
  name: Text,
  /**
   * 1 is called first; agents with equal numbers form a group.
   * https://help.callingly.com/article/21-creating-managing-teams
   */
  priority: Int,
  /** Most calls for this agent; undefined when there is no limit. */
  cap: Int,
});

/** A member of a team who answers calls. */
export type Agent = z.infer<typeof AgentSchema>;
const AgentSchema = z.object({
  id: Id,
  account_id: IdRef,
  fname: Text,
  lname: Text,
  phone_number: Text,
  ext: Text,
  donotdisturb: Flag,
  priority: Int,
  /** IANA name. */
  timezone: Text,
  is_available: Flag,
});

const ScheduleDaySchema = z.object({
  label: Text,
  /** 0 is Sunday. */
  day: z.pipe(Int, z.number()),
  is_available: Flag,
  /** `HH:MM:SS`; when `start` is `allday`, `end` means nothing. */
  times: relations(z.object({ start: Text, end: Text })),
});

const CallUserSchema = z.object({
  id: IdRef,
  name: Text,
  fname: Text,
  lname: Text,
  email: Text,
  phone_number: Text,
});

const CallLeadSchema = z.object({
  id: IdRef,
  name: Text,
  label: Text,
  fname: Text,
  lname: Text,
  email: Text,
  phone_number: Text,
  phone_number_formatted: Text,
  source: Text,
  crm: Text,
  source_id: Text,
  deleted_at: Text,
});

/** List Calls gives fewer fields than Get Call. */
export type Call = z.infer<typeof CallSchema>;
export const CallSchema = z.pipe(
  z.object({
    id: Id,
    /** `YYYY-MM-DD HH:MM:SS`; the zone is not documented. */
    started_at: Text,
    direction: Text,
    status: Text,
    status_formatted: Text,
    /** This call's outcome: contacted, voicemail, missed, removed. */
    lead_status: Text,
    lead_status_formatted: Text,
    human_result: Text,
    ring_status: Text,
    seconds: Int,
    duration: Text,
    /** How many times agents, and the lead, were tried again. */
    retry: Int,
    lead_retry: Int,
    time_formatted: Text,
    from_formatted: Text,
    phone_number_formatted: Text,
    source: Text,
    recording_url: Text,
    waveform_url: Text,
    /** The agent who took the call. */
    user: relation(CallUserSchema),
    /** The same in List Calls. */
    member: relation(CallUserSchema),
    lead: relation(CallLeadSchema),
    number: relation(z.object({ id: IdRef, name: Text, phone_number: Text })),
    tag: Label,
    notes: relations(z.object({ id: IdRef, content: Text })),
    /** The team. */
    profile: relation(z.object({ id: IdRef, name: Text })),
    is_voicemail: Flag,
    is_queue: Flag,
    is_team_offline: Flag,
    is_error: Flag,
    error_code: Text,
    error_message: Text,
    scheduled_call_type: Text,
    old_lead_owner_id: IdRef,
    transcript: Text,
    sales_advice: Text,
  }),
  z.transform(({ member, ...call }) => ({ ...call, user: call.user ?? member })),
);

/**
 * The fields that a search needs of each call: reading all of List Calls takes ten times as long, and most calls are
 * none of ours.
 */
export type ListedCall = z.infer<typeof ListedCallSchema>;
const ListedCallSchema = z.object({
  id: Id,
  started_at: Text,
  direction: Text,
  retry: Int,
  lead_retry: Int,
  lead: relation(z.object({ phone_number: Text })),
});

const LeadCallSchema = z.object({
  id: IdRef,
  source: Text,
  seconds: Int,
  direction: Text,
  status: Text,
  result: Text,
  agent_retry: Int,
  lead_retry: Int,
  started_at: Text,
  recording_url: Text,
});

/** Named apart from our own lead. Only List Leads gives `calls` and `lead_owner`. */
export type CallinglyLead = z.infer<typeof CallinglyLeadSchema>;
export const CallinglyLeadSchema = z.object({
  id: Id,
  account_id: IdRef,
  lead_owner_id: IdRef,
  fname: Text,
  lname: Text,
  email: Text,
  phone_number: Text,
  source: Text,
  source_id: Text,
  /** `YYYY-MM-DD HH:MM:SS`; the zone is not documented. */
  created_at: Text,
  company: Text,
  category: Text,
  status: Text,
  result: Text,
  team: relation(z.object({ id: IdRef, name: Text })),
  tags: relations(Label),
  stage: Label,
  /** For people to read, such as `06/13/24 3:48pm MST`. */
  scheduled_call_at: Text,
  calls: relations(LeadCallSchema),
  lead_owner: relation(z.object({ name: Text, phone_number: Text, custom_id: Text })),
  is_stopped: Flag,
  is_blocked: Flag,
});

export type Webhook = z.infer<typeof WebhookSchema>;
export const WebhookSchema = z.pipe(
  z.object({
    id: Id,
    account_id: IdRef,
    name: Text,
    event: Text,
    target_url: Text,
    /** Sent under this name; the answers of connectors in the wild call it `direction`. */
    call_direction: Text,
    direction: Text,
    call_status: Text,
    call_lead_status: Text,
    team_id: IdRef,
    number_id: IdRef,
    field: Text,
    filter: Text,
  }),
  z.transform(({ direction, ...webhook }) => ({
    ...webhook,
    call_direction: webhook.call_direction ?? direction,
  })),
);

export const ClientAnswer = itemOf("client", ClientSchema);
export const ClientsAnswer = listOf("clients", ClientSchema);
export const TeamAnswer = itemOf("team", TeamSchema);
export const TeamsAnswer = listOf("teams", TeamSchema);
export const TeamAgentsAnswer = listOf("agents", TeamAgentSchema);
export const AgentAnswer = itemOf("agent", AgentSchema);
export const AgentsAnswer = listOf("agents", AgentSchema);
export const ScheduleAnswer = listOf("schedule", ScheduleDaySchema);
export const CallAnswer = itemOf("call", CallSchema);
export const CallsAnswer = listOf("calls", CallSchema);
export const ListedCallsAnswer = listOf("calls", ListedCallSchema);
export const LeadAnswer = itemOf("lead", CallinglyLeadSchema);
export const LeadsAnswer = listOf("leads", CallinglyLeadSchema);
export const WebhookAnswer = itemOf("webhook", WebhookSchema);
export const WebhooksAnswer = listOf("webhooks", WebhookSchema);
