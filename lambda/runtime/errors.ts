/**
 * The errors that are thrown on purpose. Each says whether trying again makes sense; anything else that is thrown is a
 * bug and is reported as one.
 */

/**
 * An error whose message we wrote: it may be logged and shown, and holds nothing of a request, a person or a vendor's
 * answer. The vendor's words are kept apart, for the item they are about.
 */
export class StatedError extends Error {
  /** The vendor's own words, scrubbed. They may still hold a name, so they go on the item and never into the log. */
  readonly detail: string | undefined;

  constructor(message: string, options: { detail?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.detail = options.detail;
  }
}

/** The request or the configuration is at fault: trying again without a change cannot succeed. */
export class RejectedError extends StatedError {
  override readonly name = "RejectedError";
  /** HTTP status for the sender, 400 to 499. */
  readonly status: number;
  /** Messages for the visitor, by field name. Never the rejected value itself. */
  readonly fields: Readonly<Record<string, string>>;
  /** A name of the case, for who answers in words of their own. */
  readonly code: string | undefined;

  constructor(
    status: number,
    message: string,
    options: { fields?: Record<string, string>; code?: string; detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options);
    this.code = options.code;
    this.status = status;
    this.fields = options.fields ?? {};
  }
}

/** Something we depend on is unwell: the same attempt may succeed later. */
export class TransientError extends StatedError {
  override readonly name: string = "TransientError";
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { retryAfterMs?: number | undefined; detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** We asked too often: nothing else is worth asking there until the time is over. */
export class BusyError extends TransientError {
  override readonly name = "BusyError";
  override readonly retryAfterMs: number;

  constructor(message: string, options: { retryAfterMs: number; detail?: string | undefined }) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** No part of the request left: it had no effect. */
export class NotSentError extends TransientError {
  override readonly name = "NotSentError";
}

/** Only the code of Node's own error: its message may hold an address or a header, and with it a secret. */
export const errorCode = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : "unknown error";
