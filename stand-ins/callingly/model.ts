/**
 * What the stand-in remembers. Names are the vendor's
 * (https://help.callingly.com/article/38-callingly-api-documentation); every moment is in milliseconds since 1970,
 * because the zone of a written time is a matter of presentation.
 */

/** Settings flags travel as 0 and 1. */
export type Flag = 0 | 1;

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** The agency that owns this account, or null for an account of its own. */
  readonly agency_id: number | null;
  readonly is_agency: boolean;
  readonly is_active: boolean;
  /** IANA zone. */
  readonly timezone: string;
  /** Country in which numbers without a country code are read. */
  readonly country_code: string;
}

export interface TeamMember {
  readonly agent_id: number;
  /** 1 is called first. */
  readonly priority: number;
  readonly cap: number | null;
}

export interface TeamSettings {
  readonly name: string;
  readonly is_record: Flag;
  readonly call_mode: string;
  readonly whispertext: string;
  readonly post_whispertext: string;
  readonly language: string;
  /** Seconds before the team is rung. */
  readonly delay: number;
  readonly is_retry: Flag;
  readonly retries: number;
  /** Minutes before the agents are tried again. */
  readonly retry_schedule: readonly number[];
  readonly is_reschedule: Flag;
  readonly is_retry_lead: Flag;
  readonly lead_retries: number;
  /** Minutes before a missed lead is called again. */
  readonly lead_retry_schedule: readonly number[];
  readonly is_sms: Flag;
  readonly sms_body: string;
  readonly whispertext_voice: string;
}

export interface Team extends TeamSettings {
  readonly id: number;
  readonly account_id: number;
  readonly agents: readonly TeamMember[];
  /** Other accounts that have a team of this id, which happens in configurations only. */
  readonly shared_with?: readonly number[];
}

export interface DaySchedule {
  readonly label: string;
  /** 0 is Sunday. */
  readonly day: number;
  readonly is_available: boolean;
  /** `HH:MM:SS` in the agent's zone, or "allday" as the start. */
  readonly times: readonly { readonly start: string; readonly end: string }[];
}

export interface Agent {
  readonly id: number;
  readonly account_id: number;
  readonly fname: string;
  readonly lname: string;
  readonly email: string | null;
  readonly phone_number: string;
  readonly ext: string;
  readonly donotdisturb: Flag;
  readonly donotdisturb_until: number | null;
  readonly priority: number;
  readonly timezone: string;
  readonly schedule: readonly DaySchedule[];
}

/** One of the account's own Callingly numbers. The API has no list of them. */
export interface OwnNumber {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly phone_number: string;
}

export interface Tag {
  readonly id: number;
  readonly name: string;
}

export interface Note {
  readonly id: number;
  readonly user_id: number | null;
  readonly content: string;
  readonly created_at: number;
}

export interface Lead {
  readonly id: number;
  readonly account_id: number;
  readonly team_id: number;
  readonly created_at: number;
  readonly fname: string | null;
  readonly lname: string | null;
  readonly email: string | null;
  readonly phone_number: string;
  readonly company: string | null;
  readonly category: string | null;
  readonly source: string | null;
  readonly crm_id: number | string | null;
  readonly comments: string | null;
  readonly lead_owner_id: number | null;
  readonly status: string | null;
  readonly result: string | null;
  readonly stage: string | null;
  readonly tags: readonly Tag[];
  readonly notes: readonly Note[];
  readonly is_stopped: Flag;
  readonly is_blocked: Flag;
  readonly deleted_at: number | null;
}

/** What made a phone ring: an API request, the team's redial rule, or a person in the dashboard. */
export type RungBy = "create" | "redial" | "dashboard";

/** One attempt to reach a lead, whether it rings now or later. */
export interface Attempt {
  readonly account_id: number;
  readonly team_id: number;
  readonly lead_id: number;
  readonly direction: "outbound" | "inbound";
  readonly source: string | null;
  /** As sent with the request that led here, for the ring log. */
  readonly crm_id: number | string | null;
  /** Attempts before this one, as the agents were tried again and as the lead was. */
  readonly retry: number;
  readonly lead_retry: number;
  readonly by: RungBy;
}

/** An attempt that waits for its time: scheduled, outside the team's hours, or a redial. */
export interface Appointment extends Attempt {
  readonly id: number;
  readonly at: number;
}

export const outcomes = [
  "contacted",
  "voicemail",
  "missed",
  "removed",
  "unanswered",
  "ignored",
  "busy",
  "offline",
  "error",
  "endless",
] as const;
export type Outcome = (typeof outcomes)[number];

/** How a call is to end. `seconds` is its length; left out, it is drawn by lot. */
export interface Script {
  readonly outcome: Outcome;
  readonly seconds?: number | undefined;
}

export type Step = "answer" | "end" | "recording" | "transcript";

export interface Call extends Attempt {
  readonly id: number;
  readonly agent_id: number | null;
  readonly number_id: number | null;
  readonly started_at: number;
  readonly status: string;
  readonly result: string | null;
  readonly seconds: number;
  /** Seconds until an agent was on the line, as the account would have measured them. */
  readonly response_time: number | null;
  readonly recording_url: string | null;
  readonly waveform_url: string | null;
  readonly transcript: string | null;
  readonly error_code: string;
  readonly error_message: string | null;
  readonly script: Script | null;
  /** The next event of this call, and its time; null once it is over. */
  readonly next: { readonly step: Step; readonly at: number } | null;
}

/** A phone that really rang. */
export interface Ring {
  readonly id: number;
  readonly at: number;
  readonly call_id: number;
  readonly account_id: number;
  readonly team_id: number;
  readonly lead_id: number;
  readonly phone_number: string;
  readonly crm_id: number | string | null;
  readonly by: RungBy;
}

export const webhookEvents = ["call_completed", "lead_created", "lead_updated"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface Webhook {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly event: WebhookEvent;
  readonly target_url: string;
  readonly call_direction: string | null;
  readonly call_status: string | null;
  readonly call_lead_status: string | null;
  readonly team_id: number | null;
  readonly number_id: number | null;
  readonly field: string | null;
  readonly filter: string | null;
}

export interface Sms {
  readonly id: number;
  readonly account_id: number;
  readonly at: number;
  readonly phone_number: string;
  readonly sms_number: string;
  readonly message: string;
}

/** Everything that is kept, by kind. */
export interface Entities {
  account: Account;
  team: Team;
  agent: Agent;
  number: OwnNumber;
  lead: Lead;
  appointment: Appointment;
  call: Call;
  ring: Ring;
  webhook: Webhook;
  sms: Sms;
}
export type Kind = keyof Entities;

/** One entity before and after a commit. */
export type Change = {
  [K in Kind]: {
    readonly kind: K;
    readonly id: number;
    readonly before: Entities[K] | undefined;
    readonly after: Entities[K] | undefined;
  };
}[Kind];
