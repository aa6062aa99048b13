import { CallinglyError } from "../../callingly/error.ts";
import type { Next } from "../../lead/call/next.ts";
import type { Reason } from "../../lead/reasons.ts";
import { BusyError, RejectedError, TransientError } from "../../runtime/errors.ts";
import { explainError, type Log } from "../../runtime/log.ts";
import { Blocked } from "./blocked.ts";

/**
 * What an error means for the call: wait for an operator to fix something, or try again later.
 * @param unreachable why it waits when the other side was not reached, or failed
 */
export function afterError(error: unknown, unreachable: Reason, log: Log): Next {
  if (error instanceof Blocked) {
    const { reason, detail } = error;
    return { kind: reason === "token-missing" ? "parked for its token" : "parked", reason, detail };
  }
  const detail = explainError(error);
  if (error instanceof RejectedError) {
    return { kind: "parked", reason: error.status === 401 ? "crm-access-refused" : "crm-refused", detail };
  }
  if (error instanceof TransientError) {
    const reason = error instanceof BusyError ? "crm-busy" : unreachable;
    return { kind: "postponed", reason, detail, retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof CallinglyError) {
    if (error.status === 404) return { kind: "not shown", detail };
    const isRefused = error.status === 401 || error.status === 403;
    if (isRefused) return { kind: "parked for its token", reason: "token-refused", detail };
    return { kind: "postponed", reason: unreachable, detail, retryAfterMs: error.retryAfterMs };
  }
  log("error", "bug", { error });
  return { kind: "postponed", reason: "bridge-fault", detail };
}
