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
  readonly milliseconds?: number | undefined;
  /** An error of ours or of a library; its name, and its message with digit runs removed. */
  readonly error?: unknown;
}

export type Log = (level: "info" | "warn" | "error", event: string, fields?: LogFields) => void;

/** Writes to standard output, from where Lambda takes it to CloudWatch. */
export const jsonLog: Log = (level, event, { error, ...fields } = {}) => {
  const at = new Date().toISOString();
  const failure = error === undefined ? {} : { error: describeError(error) };
  process.stdout.write(`${JSON.stringify({ level, at, event, ...fields, ...failure })}\n`);
};

/** An error in one line: digits that could be a number, and addresses, are left out. */
export function describeError(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: "Thrown", message: typeof error };
  return `${name}: ${message}`
    .replace(/\d{5,}/g, "…")
    .replace(/[^\s@]+@[^\s@]+/g, "…@…")
    .slice(0, 300);
}
