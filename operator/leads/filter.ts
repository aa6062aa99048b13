import { distance } from "fastest-levenshtein";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { type Lead, type LeadState, leadStates } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { type Reason, reasons } from "../../lambda/lead/reasons.ts";
import { Problem } from "../../lib/program/problem.ts";
import { accountIdIn } from "../account-id.ts";
import { startOf } from "../words/times.ts";
import { mayBeIn } from "./index-rows.ts";

/** Which leads a command is about, as it was given on the command line. */
export interface FilterOptions {
  readonly state?: readonly string[];
  readonly reason?: readonly string[];
  readonly source?: string;
  readonly account?: string;
  readonly since?: string;
}

export interface LeadFilter {
  readonly states?: readonly LeadState[] | undefined;
  readonly reasons?: readonly Reason[] | undefined;
  readonly source?: string | undefined;
  readonly account?: string | undefined;
  /** Received then or later. */
  readonly since?: Date | undefined;
}

/** @throws Problem when an option names what cannot be */
export function filterOf(
  { state, reason, source, account, since }: FilterOptions,
  { now, config }: { readonly now: () => Date; readonly config: BridgeConfig },
): LeadFilter {
  return {
    states: state && known("--state", state, leadStates),
    reasons: reason && known("--reason", reason, reasons),
    source,
    account: account && accountIdIn(config, account),
    since: since === undefined ? undefined : sinceOf(since, now()),
  };
}

export const fits = (lead: Lead, { states, reasons, source, account, since }: LeadFilter): boolean =>
  (states === undefined || states.includes(lead.state)) &&
  (reasons === undefined || (lead.reason !== undefined && reasons.includes(lead.reason))) &&
  (source === undefined || source === lead.source) &&
  (account === undefined || account === lead.account) &&
  (since === undefined || lead.receivedAt >= since.toISOString());

/** As far as the index shows it, which knows no source, and no account of a lead. */
export const mayFit = (row: Waiting, { states, reasons, since }: LeadFilter): boolean =>
  (states === undefined || mayBeIn(row, states)) &&
  (reasons === undefined || (reasons as readonly (string | undefined)[]).includes(row.reason)) &&
  (since === undefined || row.cameAt >= since.toISOString());

export const newestFirst = (leads: readonly Lead[]): Lead[] =>
  leads.toSorted((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1));

/**
 * Several are named one after the other, or with commas between, as `--report` of other commands takes them.
 * @throws Problem that lists what there is
 */
export function known<T extends string>(option: string, given: readonly string[], all: readonly T[]): T[] {
  const isKnown = (text: string): text is T => (all as readonly string[]).includes(text);
  const named = given.flatMap((text) => text.split(",").map((each) => each.trim()));
  return named.map((text) => {
    if (isKnown(text)) return text;
    const [nearest] = all.toSorted((a, b) => distance(a, text) - distance(b, text));
    throw new Problem(
      `${option} ${text}: there is no such value. Did you mean ${nearest}? There are: ${all.join(", ")}.`,
    );
  });
}

/** @throws Problem when the text is neither a span nor a date */
export const sinceOf = (text: string, now: Date): Date => momentOf("--since", text, now);

/** As {@link sinceOf}, for another option. */
export function momentOf(option: string, text: string, now: Date): Date {
  const start = startOf(text, now);
  if (start) return start;
  throw new Problem(`${option} ${text}: write a span such as 90m, 2h or 3d, or a date such as 2026-06-15.`);
}
