import { barredBy, type Gate, isClosed } from "./gates.ts";
import { keyOf } from "./keys.ts";
import { ageMs, type Lead } from "./lead.ts";
import { later, timing } from "./timing.ts";

/**
 * A lead that a rule holds rests: it names what holds it, and nobody reads or writes it before that has changed. The due
 * index shows the name, so a worker can pass over thousands of them, and meets each once when its way is free.
 */

/** What holds a lead because the secret has no token for its account. */
export const noToken = (account: string): string => keyOf("no-token", account);

/** What holds a lead because enough rings were made on its day, in UTC. */
export const fullDay = (at: Date): string => keyOf("full-day", at.toISOString().slice(0, "2026-06-15".length));

/**
 * What a lead is held by: what a rule named, as the configuration has the lead's way; or that alone.
 * @param fingerprint of the configuration
 * @param by a gate's name, or one that is made here
 */
export const heldBy = (fingerprint: string, by: string | undefined): string =>
  by === undefined ? fingerprint : `${fingerprint} ${by}`;

/** What is known of that which holds leads. */
export interface Holders {
  readonly gates: readonly Gate[];
  /** Of the configuration as it is now. */
  readonly fingerprint: string;
  readonly hasToken: (account: string) => Promise<boolean>;
}

/** Does it still hold what it held? Another configuration may lead past a gate that is still closed. */
export async function stillHolds(held: string, { gates, fingerprint, hasToken }: Holders, now: Date): Promise<boolean> {
  if (held === fingerprint) return true;
  if (!held.startsWith(`${fingerprint} `)) return false;
  const by = held.slice(fingerprint.length + 1);
  const { kind, name = "" } = barredBy(by);
  if (kind === "no-token") return !(await hasToken(name));
  if (by === fullDay(now)) return true;
  return gates.some((gate) => gate.on === by && isClosed(gate, now));
}

/**
 * When a lead that rests is looked at in any case: once it has become too old to be rung without an operator, and once
 * a day, should what holds it be no more what it was.
 */
export function restsUntil(lead: Lead, staleAfterMs: number, now: Date): Date {
  const staleInMs = staleAfterMs - ageMs(lead, now);
  return later(now, staleInMs > 0 ? Math.min(staleInMs, timing.longestRest) : timing.longestRest);
}
