import type { Call, CallState } from "../../lambda/lead/call/call.ts";
import { reportOf } from "../../lambda/lead/call/report-key.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";

/** Calls and their results as scripts and pages get them. The keys are a promise. */

const stateWords: Record<CallState, string> = {
  hinted: "It is about to be read from Callingly",
  verified: "It is being written to the CRM",
  reported: "The CRM has it",
  parked: "Somebody has to fix the cause",
  unmatched: "It belongs to no lead",
};

export function explainCall({ state, reason, dueFor }: Pick<Call, "state" | "reason" | "dueFor">): string {
  if (reason !== undefined) return reasonWords[reason];
  const mayGrow = state === "reported" && dueFor === "report-call";
  return mayGrow ? "The CRM has it; its recording or transcript may still come" : stateWords[state];
}

export const callView = (call: Call) => {
  const { account, callId, state, reason, detail, leadId, hintedAt, dueAt, result, reports, dropped } = call;
  return {
    call_id: callId,
    account,
    state,
    reason: reason ?? null,
    reason_words: explainCall(call),
    faults: call.faults ?? 0,
    detail: detail ?? null,
    lead_id: leadId ?? null,
    heard_at: hintedAt,
    due_at: dueAt ?? null,
    started_at: result?.startedAt ?? null,
    status: result?.status ?? null,
    outcome: result?.outcome ?? null,
    ended: result?.final ?? null,
    seconds: result?.seconds ?? null,
    attempt: result?.attempt ?? null,
    agent: result?.agent?.name ?? result?.agent?.email ?? null,
    recording_url: result?.recordingUrl ?? null,
    remark: result?.remark ?? null,
    reports: Object.entries(reports).map(([key, { digest, activityId, record }]) => {
      const { crm, leadId: lead_id } = reportOf(key);
      return { crm, lead_id, written: digest !== undefined, activity_id: activityId ?? null, record: record ?? null };
    }),
    dropped: dropped ?? [],
  };
};

/** For lists: without what was recorded of a person. */
export const callRow = (call: Call) => {
  const { recording_url: _r, agent: _a, ...row } = callView(call);
  return row;
};
