/**
 * What Callingly accepts, in Callingly's own words, from help article 38 "Callingly API Documentation"
 * (https://help.callingly.com/article/38-callingly-api-documentation) unless a field says otherwise. Flags and ids may
 * be given as we hold them; the client spells them as Callingly does. `account_id` is added by the client.
 */

/** Digits, as text or as a number. */
export type IdInput = string | number;

export interface ClientInput {
  readonly fname: string;
  readonly lname: string;
  readonly company: string;
  readonly email: string;
  readonly phone_number: string;
  readonly password?: string;
}

export interface TeamInput {
  readonly name: string;
  readonly is_record?: boolean;
  /** `simultaneous`; the word for round robin is not documented. */
  readonly call_mode?: string;
  /** What the agent hears, with `{first_name} {last_name} {company} {category}` filled in. */
  readonly whispertext?: string;
  readonly post_whispertext?: string;
  readonly language?: string;
  /** Seconds. */
  readonly delay?: number;
  readonly is_retry?: boolean;
  readonly retries?: number;
  /** Minutes. */
  readonly retry_schedule?: readonly number[];
  readonly is_reschedule?: boolean;
  readonly is_retry_lead?: boolean;
  readonly lead_retries?: number;
  /** Minutes. */
  readonly lead_retry_schedule?: readonly number[];
  readonly is_sms?: boolean;
  readonly sms_body?: string;
}

export interface TeamAgentInput {
  /** 1 is called first. */
  readonly priority: number;
  /** Null for no limit. */
  readonly cap?: number | null;
}

export interface AgentInput {
  readonly fname: string;
  readonly lname: string;
  readonly phone_number: string;
  /** Not in the article; one public connector calls it required. */
  readonly email?: string;
  readonly ext?: string;
  /** IANA name. */
  readonly timezone?: string;
}

export interface AgentChanges extends Partial<AgentInput> {
  readonly donotdisturb?: boolean;
  /** `YYYY-MM-DD HH:MM:SS`; the zone is not documented. */
  readonly donotdisturb_until?: string;
}

export interface ScheduleDayInput {
  readonly label?: string | undefined;
  /** 0 is Sunday. */
  readonly day: number;
  readonly is_available: boolean;
  /** `HH:MM:SS`; `allday` as `start` makes `end` meaningless. */
  readonly times: readonly { readonly start: string; readonly end: string }[];
}

/** Days as `YYYY-MM-DD`, both included; the zone of their midnight is not documented. */
export interface Period {
  readonly start?: string;
  readonly end?: string;
}

export interface CallsQuery extends Period {
  readonly team_id?: IdInput;
  readonly limit?: number;
  /** From 1. */
  readonly page?: number;
}

export interface LeadsQuery extends Period {
  /** E.164. */
  readonly phone_number?: string;
}

/** A dial. Whether the names are required is disputed, so they are always sent. */
export interface CallInput {
  readonly team_id: IdInput;
  /** E.164. */
  readonly phone_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email?: string;
  readonly company?: string;
  readonly category?: string;
  readonly source?: string;
  /** Our ref: an integer, since text is proven nowhere. */
  readonly crm_id?: number;
}

/** Not in the article's public copies; from connectors in public code, as is the path. */
export interface LeadChanges {
  readonly fname?: string;
  readonly lname?: string;
  readonly email?: string;
  readonly phone_number?: string;
  readonly source?: string;
  readonly company?: string;
  readonly status?: string;
  readonly result?: string | null;
  readonly stage?: string | null;
  readonly is_stopped?: boolean;
  readonly is_blocked?: boolean;
}

/** The article calls the list of events closed; the filters' words are those of public connectors. Null is no filter. */
export interface WebhookInput {
  readonly name: string;
  readonly event: "call_completed" | "lead_created" | "lead_updated";
  readonly target_url: string;
  readonly call_direction?: "inbound" | "outbound" | null;
  readonly call_status?: "completed" | "missed" | "offline" | null;
  readonly call_lead_status?: "contacted" | "missed" | "removed" | "voicemail" | null;
  /** For outbound calls. */
  readonly team_id?: IdInput | null;
  /** For inbound calls. */
  readonly number_id?: IdInput | null;
  readonly field?: "lead_owner" | "result" | "stage" | "status" | "tags" | null;
  readonly filter?: string | null;
}

/** Known only from connectors in public code. */
export interface SmsInput {
  /** E.164. */
  readonly phone_number: string;
  /** One of the account's own numbers. */
  readonly sms_number: string;
  readonly message: string;
}
