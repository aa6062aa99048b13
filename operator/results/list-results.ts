import { type Call, callStates } from "../../lambda/lead/call/call.ts";
import { reasons } from "../../lambda/lead/reasons.ts";
import { accountIdIn } from "../account-id.ts";
import { known } from "../leads/filter.ts";
import { mayBeIn } from "../leads/index-rows.ts";
import { type Chosen, LOOKED_INTO, type Watcher, waitingCalls } from "../leads/waiting.ts";
import { type Listener, wholeTable } from "../leads/whole-table.ts";
import type { Stage } from "../stage/stage.ts";

/** Calls whose result waits, and where it is asked for those that are over. */

export interface ResultFilter {
  readonly state?: readonly string[];
  readonly reason?: readonly string[];
  readonly account?: string;
  /** Those that are over too; the whole table is read for it. */
  readonly all?: true;
}

export interface FoundResults extends Chosen<Call> {
  /** Those were looked for that are over. */
  readonly isAll: boolean;
  /** The index shows all that was asked for, so that what is left is known to fit. */
  readonly isSure: boolean;
}

/** Calls in which nothing is left to do are in no index. */
const isOver = (state: Call["state"]): boolean => state === "reported" || state === "unmatched";

/**
 * The newest first.
 * @throws Problem when a state, a reason or an account is named that cannot be
 */
export async function listResults(
  { state, reason, account, all }: ResultFilter,
  { limit, watcher }: { readonly limit: number; readonly watcher: Listener & Watcher },
  stage: Stage,
): Promise<FoundResults> {
  const states = state && known("--state", state, callStates);
  const codes = reason && known("--reason", reason, reasons);
  const isAll = all === true || states?.some(isOver) === true;
  const id = account === undefined ? undefined : accountIdIn(stage.config, account);
  const isOfIt = (one: { readonly account: string; readonly reason?: string | undefined }): boolean =>
    (id === undefined || one.account === id) &&
    (codes === undefined || (codes as readonly (string | undefined)[]).includes(one.reason));
  const fits = (call: Call): boolean => isOfIt(call) && (states === undefined || states.includes(call.state));
  if (isAll) {
    const found = (await wholeTable(stage.archive.calls(), watcher)).filter(fits).sort(newestFirst);
    const left = Math.max(0, found.length - limit);
    return { items: found.slice(0, limit), read: found.length, left, isAll, isSure: true };
  }
  const found = await waitingCalls(stage, {
    wanted: (row) => row.kind === "call" && isOfIt(row) && (states === undefined || mayBeIn(row, states)),
    fits,
    limit,
    reads: limit + LOOKED_INTO,
    watcher,
  });
  return { ...found, isAll, isSure: states?.includes("hinted") === states?.includes("verified") };
}

const newestFirst = (a: Call, b: Call): number => (a.hintedAt > b.hintedAt ? -1 : 1);
