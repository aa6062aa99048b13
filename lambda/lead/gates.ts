import { keyOf, namesIn } from "./keys.ts";
import type { Reason } from "./reasons.ts";
import { later, nth, timing } from "./timing.ts";

/**
 * Closures that every lead behind them has to wait for. A gate is closed at the first fault that is not a lead's own,
 * so that no second lead is spent on finding it again; and it is opened by asking Callingly something harmless, or by
 * an operator, never by trying a lead. What a closed gate means for one lead, the rule says (closed-gate.ts).
 */

/** Why nothing passes somewhere, and until when. */
export interface Gate {
  /** What it bars; see {@link gateOn}. */
  readonly on: string;
  readonly reason: Reason;
  readonly detail?: string | undefined;
  readonly closedAt: string;
  /** It opens by itself then; without it, an operator has to open it. */
  readonly until?: string | undefined;
  /** When Callingly is asked whether the cause is fixed; absent when only an operator opens it. */
  readonly askAt?: string | undefined;
  /** Unsuccessful questions and dials of unclear fate, in a row. */
  readonly tries: number;
  /** The account and team through which to ask. */
  readonly account?: string | undefined;
  readonly team?: number | undefined;
  /** Fingerprint of the token that was refused: another one in the secret is worth a try at once. */
  readonly token?: string | undefined;
  /** The operator who closed it. */
  readonly by?: string | undefined;
}

/** What a gate can bar, by the names that the configuration gives. */
export const gateOn = {
  everything: "everything",
  /** Dials with a token that was refused. */
  token: (token: string) => keyOf("token", token),
  /** Dials with a token whose pace was too fast. */
  pace: (token: string) => keyOf("pace", token),
  /** Dials with a token while Callingly fails. */
  service: (token: string) => keyOf("service", token),
  /** Dials for an account that Callingly does not let call; others may share its token. */
  access: (account: string) => keyOf("access", account),
  account: (account: string) => keyOf("account", account),
  team: (account: string, team: number) => keyOf("team", account, team),
  source: (source: string) => keyOf("source", source),
  /** Whoever may be in this state or province: `US-LA`. */
  region: (region: string) => keyOf("region", region),
  /** Writes to a CRM. */
  crm: (crm: string) => keyOf("crm", crm),
} as const;

/** What a gate bars, as {@link gateOn} made it: its kind and name; no name where it bars everything. */
export function barredBy(on: string): { readonly kind: string; readonly name?: string | undefined } {
  const [kind = "", name] = namesIn(on);
  return { kind, name };
}

export const isClosed = ({ until }: Gate, now: Date): boolean => until === undefined || until > now.toISOString();

/** Where a lead has to pass to be dialled. */
export interface DialRoute {
  /** Its own name, and that of its token. */
  readonly account: { readonly name: string; readonly token: string };
  readonly team: number;
}

/** A gate that stays closed until a question to Callingly is answered well. */
export const askedGate = (gate: Omit<Gate, "closedAt" | "tries" | "askAt" | "until">, now: Date): Gate => ({
  ...gate,
  closedAt: now.toISOString(),
  askAt: later(now, nth(timing.gateQuestions, 0)).toISOString(),
  tries: 0,
});

/** The question was unsuccessful: the next one comes later. */
export const stillClosed = (gate: Gate, now: Date): Gate => ({
  ...gate,
  askAt: later(now, nth(timing.gateQuestions, questionsOf(gate))).toISOString(),
  tries: gate.tries + 1,
});

/** Unsuccessful questions in a row, the last one included. The first of two unclear dials asked nothing. */
const questionsOf = ({ reason, tries }: Gate): number => (reason === "callingly-failing" ? tries : tries + 1);

/**
 * The gate after a dial of unclear fate. One is taken for an accident. The more there are in a row, the longer the
 * token rests, because each may cost a lead its certainty; then a question has to be answered first.
 * @param before the gate as the last such dial left it
 */
export function unclearGate(gate: Pick<Gate, "on" | "account" | "detail">, before: Gate | undefined, now: Date): Gate {
  const tries = (before?.tries ?? -1) + 1;
  const closed = { ...gate, reason: "callingly-failing" as const, closedAt: now.toISOString(), tries };
  if (tries === 0) return { ...closed, until: closed.closedAt };
  return { ...closed, askAt: later(now, nth(timing.unclearRest, tries - 1)).toISOString() };
}

/** Callingly answers again; how often it failed in a row stays known until a dial goes well. */
export const answersAgain = ({ askAt: _askAt, ...gate }: Gate, now: Date): Gate => ({
  ...gate,
  until: now.toISOString(),
});
