/** The outcome of a request that may ring a phone. Pure, because a wrong answer here rings a person twice. */

import { type OptionalField, optionalFields } from "../lead/lead.ts";
import type { Sent } from "../runtime/http-client.ts";
import { retryDelayMs } from "../runtime/retry-after.ts";
import { type FieldErrors, fieldName, findMessage, parseJson, saysNo, toFieldErrors } from "./answer.ts";
import { isRecord, toId } from "./wire.ts";

export type PostOutcome =
  /** Accepted: phones ring, or will. */
  | { kind: "placed"; callId?: string }
  /** Proven: Callingly did nothing. `fault` says what has to change before another try. */
  | {
      kind: "refused";
      status: number;
      message: string;
      fault: Fault;
      fieldErrors: FieldErrors;
      /**
       * Fields it was refused for, or may have been, that a call does not need, where nothing else but the number was
       * named.
       */
      optional?: readonly OptionalField[];
      retryAfterMs?: number;
    }
  /** Proven: Callingly never saw it. */
  | { kind: "not-sent"; reason: string }
  /** Unknown: only evidence or an operator may decide. */
  | { kind: "ambiguous"; reason: string; status?: number };

/** The lead's phone number; team or account; the API key; our pace; anything else about the request. */
export type Fault = "lead" | "route" | "token" | "pace" | "request";

/** Statuses by which a server says that it did nothing. 408, 409 and 425 are not among them: they may follow a deed. */
const refusals = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429]);

/** Judges the one answer to `POST /calls` or `POST /sms`. It never throws. */
export function toPostOutcome(sent: Sent, now: Date): PostOutcome {
  if (sent.kind !== "answered") return { kind: sent.kind, reason: sent.reason };

  const { status, headers, truncated } = sent;
  const json = parseJson(sent.body);
  const accepted = status >= 200 && status <= 299;
  // Half an answer is not believed when it says no.
  if (accepted && (truncated || !saysNo(json))) return placed(json);
  if (!accepted && !refusals.has(status)) return { kind: "ambiguous", reason: `HTTP ${status}`, status };

  const fieldErrors = toFieldErrors(json);
  const fields = [...new Set(Object.keys(fieldErrors).map(fieldName))];
  const retryAfterMs = retryDelayMs(headers, now.getTime());
  const named = isAboutFields(status) && fields.every(isOptionalOrPhone) ? fields.filter(isOptional) : [];
  const optional = json === undefined && mayBeFiltered.has(status) ? typed : named;
  return {
    kind: "refused",
    status,
    message: findMessage(json) ?? `HTTP ${status}`,
    fault: toFault(status, fields),
    fieldErrors,
    ...(optional.length > 0 && { optional }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The answer's body is documented nowhere; connectors in public code expect the id in one of these places. */
function placed(json: unknown): PostOutcome {
  const [answer, data, call] = [json, isRecord(json) && json.data, isRecord(json) && json.call].map((each) =>
    isRecord(each) ? each : {},
  );
  const candidates = [answer?.call_id, answer?.id, data?.call_id, data?.id, call?.id];
  const callId = candidates.map(toId).find((id) => id !== undefined);
  return callId === undefined ? { kind: "placed" } : { kind: "placed", callId };
}

const ofRoute = ["team_id", "account_id"];
const ofPhone = ["phone_number"];

const isOptional = (field: string): field is OptionalField => (optionalFields as readonly string[]).includes(field);
const isOptionalOrPhone = (field: string): boolean => isOptional(field) || ofPhone.includes(field);

/**
 * Callingly answers in JSON. Any other answer comes from a filter before it that objects to the request's content, such
 * as a name that looks like code: it is not the account's fault, and the person is called without the fields that
 * anybody may have typed.
 */
const mayBeFiltered: ReadonlySet<number> = new Set([400, 403, 422]);
const typed: readonly OptionalField[] = ["email", "company", "category", "first_name", "last_name"];

/** By which a validator refuses. */
const isAboutFields = (status: number): boolean => status === 422 || status === 400;

/**
 * The lead is blamed, which ends it, only when nothing else is: once the team or request is fixed, it still gets its
 * ring.
 */
function toFault(status: number, fields: string[]): Fault {
  if (status === 429) return "pace";
  if (status === 401 || status === 403) return "token";
  if (status === 404) return "route";
  if (status === 422 && fields.some((field) => ofRoute.includes(field))) return "route";
  if (status === 422 && fields.length > 0 && fields.every((field) => ofPhone.includes(field))) return "lead";
  return "request";
}
