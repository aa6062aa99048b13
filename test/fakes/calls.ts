import { type Call, type CallResult, verified } from "../../lambda/lead/call/call.ts";
import { noon } from "./leads.ts";

/** A call that was read, and that a worker holds while it writes to CRMs. */
export const heldCall = (
  call: Call,
  result: CallResult,
  leadId = "lead_a",
  begin: readonly string[] = [],
  { now = noon, isWatched = false } = {},
): Call => verified(call, result, leadId, begin, { leaseId: "lease-1", isWatched, now });

/** Whose call it is where nothing else is said. */
export const PHONE = "+12125550123";

/** A call of that phone, as Callingly tells it. */
export const aConnectedCall = (more: object = {}) => ({
  status: "completed",
  lead_status: "contacted",
  direction: "outbound",
  started_at: "2026-06-15 12:00:05",
  seconds: 37,
  lead: { id: 6200001, phone_number: PHONE },
  ...more,
});
