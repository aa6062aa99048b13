/**
 * The two errors a step may throw on purpose. Each says whether trying again makes sense; anything else that is
 * thrown is a bug and is reported as one.
 */

/** The request or the configuration is at fault: trying again without a change cannot succeed. */
export class RejectedError extends Error {
  override readonly name = "RejectedError";
  /** HTTP status for the sender, 400 to 499. */
  readonly status: number;
  /** Messages for a person, by field name. Never the rejected value itself. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, message: string, options: { fields?: Record<string, string>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = status;
    this.fields = options.fields ?? {};
  }
}

/** Something we depend on is unwell: the same attempt may succeed later. */
export class TransientError extends Error {
  override readonly name = "TransientError";
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}
