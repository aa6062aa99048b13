import { StatedError } from "../runtime/errors.ts";
import type { Sent } from "../runtime/http-client.ts";
import { retryDelayMs } from "../runtime/retry-after.ts";
import { type FieldErrors, findMessage, parseJson, toFieldErrors } from "./answer.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * Callingly did not do what was asked, or it is unknown whether it did. Holds nothing of the request but its path;
 * Callingly's own words are in `detail` and `fieldErrors`.
 */
export class CallinglyError extends StatedError {
  override readonly name = "CallinglyError";
  /** Undefined when there was no answer. May be 2xx: `success: false`, or an answer that cannot be read. */
  readonly status: number | undefined;
  readonly method: Method;
  /** Without the query, which may hold a phone number. */
  readonly path: string;
  readonly fieldErrors: FieldErrors;
  /** How long Callingly asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The same request may succeed later, and cannot do harm if the first one arrived after all. */
  readonly retryable: boolean;

  constructor(
    request: { method: Method; path: string },
    message: string,
    options: {
      status?: number | undefined;
      detail?: string | undefined;
      fieldErrors?: FieldErrors;
      retryAfterMs?: number | undefined;
      retryable?: boolean;
    } = {},
  ) {
    super(`${request.method} ${request.path}: ${message}`, { detail: options.detail });
    this.status = options.status;
    this.method = request.method;
    this.path = request.path;
    this.fieldErrors = options.fieldErrors ?? {};
    this.retryAfterMs = options.retryAfterMs;
    this.retryable = options.retryable ?? false;
  }
}

/** The error for anything but success. */
export function toCallinglyError(request: { method: Method; path: string }, sent: Sent, now: Date): CallinglyError {
  // To repeat a GET, PUT or DELETE changes nothing; a POST only if it was certainly not acted upon.
  const repeatable = request.method !== "POST";
  if (sent.kind !== "answered") {
    return new CallinglyError(request, `${sent.kind}, ${sent.reason}`, {
      retryable: repeatable || sent.kind === "not-sent",
    });
  }
  const { status, headers, body } = sent;
  const json = parseJson(body);
  return new CallinglyError(request, `HTTP ${status}`, {
    status,
    detail: findMessage(json),
    fieldErrors: toFieldErrors(json),
    retryAfterMs: retryDelayMs(headers, now.getTime()),
    retryable: status === 429 || (repeatable && status >= 500),
  });
}
