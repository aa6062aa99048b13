import type { Lead, Retention } from "../lead.ts";
import { callLetGo, outcomeKept } from "../privacy/retention.ts";
import type { Reason } from "../reasons.ts";
import {
  again,
  type Call,
  type CallResult,
  mayYetShow,
  parked,
  parkedForToken,
  postponed,
  reported,
  type StrangerReason,
  strangerNotRead,
  unmatched,
} from "./call.ts";

/** The next state of a call after a round of work: decided from what was read, applied to the call as it then is. */
export type Next =
  | { readonly kind: "reported"; readonly retention?: Retention | undefined; readonly isListed: boolean }
  | { readonly kind: "again" }
  | {
      readonly kind: "postponed";
      readonly reason: Reason;
      readonly detail?: string;
      readonly retryAfterMs?: number | undefined;
      /** Whose call it is, where it still goes on. */
      readonly leadId?: string | undefined;
    }
  /** An operator has to fix something first. */
  | { readonly kind: "parked" | "parked for its token"; readonly reason: Reason; readonly detail: string }
  | { readonly kind: "unmatched"; readonly reason: StrangerReason }
  /** It could not be read, and no lead is known to which it belongs. */
  | { readonly kind: "stranger not read"; readonly reason: "call-gone" | "not-read" }
  /** Callingly does not have it, or not yet. */
  | { readonly kind: "not shown"; readonly detail: string }
  /** It is not reported, as its person's data is erased. */
  | { readonly kind: "outcome kept"; readonly result: CallResult; readonly lead: Lead }
  | { readonly kind: "let go"; readonly lead: Lead | undefined };

export function movedOn(call: Call, next: Next, now: Date): Call {
  switch (next.kind) {
    case "reported":
      return reported(call, now, next.retention, next.isListed);
    case "again":
      return again(call, now);
    case "postponed":
      return postponed({ ...call, ...(next.leadId && { leadId: next.leadId }) }, next, now);
    case "parked":
      return parked(call, next.reason, next.detail, now);
    case "parked for its token":
      return parkedForToken(call, next.reason, next.detail, now);
    case "unmatched":
      return unmatched(call, now, next.reason);
    case "stranger not read":
      return strangerNotRead(call, next.reason, now);
    case "not shown":
      return mayYetShow(call, now)
        ? postponed(call, { reason: "not-shown-yet", detail: next.detail }, now)
        : parked(call, "call-gone", next.detail, now);
    case "outcome kept":
      return outcomeKept(call, next.result, next.lead, now);
    case "let go":
      return callLetGo(call, next.lead, now);
  }
}
