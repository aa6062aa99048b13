import { StatedError } from "./errors.ts";
import { scrub } from "./scrub.ts";

/**
 * One JSON line per event. Only the fields named here can be logged at all: ids, states and counts, never a name, a
 * number, an address, a body or a key.
 */
export interface LogFields {
  readonly leadId?: string | undefined;
  readonly source?: string | undefined;
  readonly account?: string | undefined;
  readonly callId?: string | undefined;
  readonly team?: number | undefined;
  readonly crm?: string | undefined;
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  readonly outcome?: string | undefined;
  readonly status?: number | undefined;
  readonly count?: number | undefined;
  /** Calls of ours that nobody had told us of. */
  readonly missing?: number | undefined;
  readonly milliseconds?: number | undefined;
  /** Of ours or of a library; see {@link describeError}. */
  readonly error?: unknown;
}

export type Log = (level: "info" | "warn" | "error", event: string, fields?: LogFields) => void;

/** Writes to standard output, from where Lambda takes it to CloudWatch. */
export const jsonLog: Log = (level, event, { error, ...fields } = {}) => {
  const at = new Date().toISOString();
  const failure = error === undefined ? {} : { error: describeError(error) };
  process.stdout.write(`${JSON.stringify({ level, at, event, ...fields, ...failure })}\n`);
};

/**
 * An error in one line, fit for the log: its name, its status, and our own words. What a vendor or a library says may
 * quote the lead, so of such errors only the place in the code is told.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown: ${typeof error}`;
  const status = "status" in error && typeof error.status === "number" ? ` ${error.status}` : "";
  const place = error instanceof StatedError ? `: ${scrub(error.message)}` : placeOf(error);
  return `${error.name}${status}${place}`;
}

/** An error in full, with what the vendor said: for the item it befell, never for the log. */
export function explainError(error: unknown): string {
  if (!(error instanceof StatedError)) return describeError(error);
  return error.detail ? `${error.message}: ${error.detail}` : error.message;
}

/** The first frame of the stack, looked for below the message, since a message may look like a frame. */
function placeOf({ message, stack = "" }: Error): string {
  const at = stack.indexOf(message);
  const frame = at < 0 ? undefined : /^ +at .*?([^\s/\\(]+:\d+:\d+)\)?$/m.exec(stack.slice(at + message.length));
  return frame ? ` at ${frame[1]}` : "";
}
