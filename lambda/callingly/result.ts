import type { CallResult } from "../lead/call/call.ts";
import { type LeadOutcome, leadOutcomes } from "../lead/lead.ts";
import { cutText } from "../runtime/text.ts";
import type { Call } from "./schemas.ts";
import { parseTime, type Zone } from "./time.ts";

/**
 * Words of https://help.callingly.com/article/97-receiving-a-callback-after-a-call for attempts that are over, and the
 * outcome that each implies.
 */
const endings: ReadonlyMap<string | undefined, LeadOutcome | undefined> = new Map([
  ["completed", undefined],
  ["offline", undefined],
  ["missed", "missed"],
  ["ignored", "missed"],
  ["busy", "missed"],
  ["error", "missed"],
]);

/** Two hours of talk. In UTF-8 at most 300 kB, of the 400 kB that an item of the table may have. */
const MAX_TRANSCRIPT = 100_000;

/** A call of Callingly's API in our words. Of a transcript the first 100,000 characters are kept. */
export function toCallResult(call: Call, zone: Zone): CallResult {
  const outcome = outcomeOf(call);
  const startedAt = parseTime(call.started_at, zone)?.toISOString();
  const { user, lead } = call;
  return {
    callId: call.id,
    final: endings.has(call.status) || outcome !== undefined,
    seconds: call.seconds ?? 0,
    ...given({
      status: call.status,
      outcome,
      unrung: call.status === "offline" && outcome === undefined ? true : undefined,
      direction: call.direction,
      startedAt,
      phone: lead?.phone_number,
      fromPhone: call.number?.phone_number,
      agent: user && given({ name: user.name, email: user.email }),
      team: call.profile?.name,
      teamId: call.profile?.id,
      attempt: call.lead_retry === undefined ? undefined : call.lead_retry + 1,
      recordingUrl: webAddress(call.recording_url),
      transcript: call.transcript && cutText(call.transcript, MAX_TRANSCRIPT),
      tag: call.tag?.name,
      callinglyLeadId: lead?.id,
      error: call.error_message,
    }),
  };
}

/** Callingly tries a team's agents again, then the lead; the call that a dial makes is the first of both. */
export const redialOf = (ofLead: number | undefined, ofAgents: number | undefined): number | undefined =>
  ofLead === undefined && ofAgents === undefined ? undefined : (ofLead ?? 0) + (ofAgents ?? 0);

/** A link that a CRM may show: no script, and nothing that opens a program. */
function webAddress(text: string | undefined): string | undefined {
  const isWeb = text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb ? text : undefined;
}

/** The call's outcome: the result that the agent keyed in; without one, only that nobody was reached can be concluded. */
function outcomeOf(call: Call): LeadOutcome | undefined {
  const word = call.lead_status ?? call.human_result;
  const keyed = leadOutcomes.find((outcome) => outcome === word);
  if (keyed) return keyed;
  if (call.is_voicemail) return "voicemail";
  return endings.get(call.status);
}

/** Only the fields that have a value. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
