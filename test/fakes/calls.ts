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
