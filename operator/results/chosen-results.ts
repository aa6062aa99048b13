import type { Call } from "../../lambda/lead/call/call.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { Problem } from "../../lib/program/problem.ts";
import { inDueOrder } from "../leads/index-rows.ts";
import { type Watcher, waitingCalls } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";
import { isOwed } from "./retry.ts";

/** Which results an operator means: one by its call, or all that are parked. */

/**
 * @param crm only those that this CRM of the configuration has not got yet
 * @throws Problem when the configuration has no such CRM
 */
export async function parkedCalls(
  crm: string | undefined,
  { store, config, now }: Stage,
  watcher: Watcher,
): Promise<readonly Call[]> {
  const isParked = ({ state }: Call | Waiting) => state === "parked";
  const { items: parked } = await waitingCalls(
    { store, now },
    { wanted: isParked, fits: isParked, order: inDueOrder, watcher },
  );
  if (crm === undefined) return parked;
  if (!Object.hasOwn(config.crms, crm)) {
    throw new Problem(
      `--crm ${crm}: the configuration has none of that name. There are: ${Object.keys(config.crms).join(", ")}.`,
    );
  }
  const owed = await sideBySide(parked, (call) => isOwed(call, crm, { store, config }));
  return parked.filter((_, at) => owed[at]);
}

/** The calls with Callingly's id, of every account that has one. @throws Problem when no account has the call */
export async function callsNamed(callId: string, { store, config }: Pick<Stage, "store" | "config">): Promise<Call[]> {
  const found = await Promise.all(Object.keys(config.accounts).map((account) => store.calls.find(account, callId)));
  const calls = found.filter((call) => call !== undefined);
  if (calls.length > 0) return calls;
  throw new Problem(`Callingly has reported no call ${callId}; bridge results list shows what waits.`);
}
