import { StatedError } from "./errors.ts";
import { maskPeople, oneLine, scrub } from "./scrub.ts";

/**
 * One line per event. Only the fields named here can be logged at all: ids, states and counts, never a name, a
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
  /** Calls of ours that no webhook had reported. */
  readonly missing?: number | undefined;
  readonly milliseconds?: number | undefined;
  /** Of ours or of a library; see {@link describeError}. */
  readonly error?: unknown;
}

export type Log = (level: "info" | "warn" | "error", event: string, fields?: LogFields) => void;

/** Decimal digits are what makes a call's id; of all fields only this one may look like a phone number. */
const callId = /^\d{1,19}$/;
const leadId = /^lead_[\da-f]{26}$/;

/** Every field that may be logged, with what it looks like when it needs no second look. */
const allowed: Readonly<Record<keyof LogFields, RegExp | undefined>> = {
  leadId,
  callId,
  source: undefined,
  account: undefined,
  team: undefined,
  crm: undefined,
  state: undefined,
  reason: undefined,
  outcome: undefined,
  status: undefined,
  count: undefined,
  missing: undefined,
  milliseconds: undefined,
  error: undefined,
};

export type LoggedFields = Readonly<Record<string, string | number>>;

/**
 * The fields as they may leave the function. The list above is the compiler's, and a spread gets past it; so whatever
 * is not on it is dropped here, and what is on it is masked all the same.
 */
export function loggable(fields: LogFields): LoggedFields {
  const logged: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) {
    const plain =
      Object.hasOwn(allowed, name) && value !== undefined ? toPlain(name as keyof LogFields, value) : undefined;
    if (plain !== undefined) logged[name] = plain;
  }
  return logged;
}

function toPlain(name: keyof LogFields, value: unknown): string | number | undefined {
  if (name === "error") return oneLine(describeError(value));
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  return allowed[name]?.test(value) ? value : maskPeople(value);
}

/**
 * An error in one line, fit for the log: its name, its status, and our own words. The message of a vendor or a library
 * may quote the lead, so of such errors only the place in the code is logged.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown: ${typeof error}`;
  const status = "status" in error && typeof error.status === "number" ? ` ${error.status}` : "";
  const place = error instanceof StatedError ? `: ${scrub(error.message)}` : placeOf(error);
  return `${error.name}${status}${place}`;
}

/** An error in full, with the vendor's words: for the item it concerns, never for the log. */
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
