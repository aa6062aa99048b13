import type { Call } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { freed, retried } from "../../lambda/lead/retry.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { changeCall, changeLead } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * Has results tried again now.
 * @param isNamed as {@link retried} has it
 * @returns those that were brought forward
 */
export async function retryAll(
  calls: readonly Call[],
  { store, now }: Pick<Stage, "store" | "now">,
  isNamed = false,
): Promise<Call[]> {
  const changed = await sideBySide(calls, (call) =>
    changeCall(store.calls, call, (current) => retried(current, now(), isNamed)),
  );
  return changed.filter((call) => call !== undefined);
}

/** Has what the bridge itself failed on looked at again. @returns of how many that is so */
export async function freeAll(
  items: readonly (Lead | Call)[],
  { store, now }: Pick<Stage, "store" | "now">,
): Promise<number> {
  let done = 0;
  for (const item of items) {
    const next =
      "hintDigest" in item
        ? await changeCall(store.calls, item, (current) => freed(current, now()))
        : await changeLead(store.leads, item, (current) => freed(current, now()));
    if (next) done += 1;
  }
  return done;
}

/** Why a result is not tried again. */
function whyNotRetried(call: Call, now: Date): string | undefined {
  if (retried(call, now)) return undefined;
  if (call.state === "reported") return `Call ${call.callId} is reported: the CRM has its result.`;
  return `Call ${call.callId} is being worked on at this moment; look again in two minutes.`;
}

/** Has this CRM not got the call's result yet, though it is to get it? */
export async function isOwed(
  { leadId, reports }: Call,
  crm: string,
  { store, config }: { store: Pick<Store, "leads">; config: Stage["config"] },
): Promise<boolean> {
  const lead = leadId === undefined ? undefined : await store.leads.find(leadId);
  const owing = lead ? [lead.id, ...lead.merged] : [];
  const found = await Promise.all(owing.map((id) => store.leads.find(id)));
  return found.some((each) => {
    if (!each || !Object.hasOwn(config.sources, each.source)) return false;
    const isTold = reports[`${each.id}/${crm}`]?.digest !== undefined;
    return config.sources[each.source]?.report.includes(crm) === true && !isTold;
  });
}

export interface RetriedResults {
  readonly done: readonly Call[];
  /** Why each of the others is not tried again. */
  readonly refused: readonly string[];
}

/** @param isNamed as {@link retried} has it */
export async function retryResults(
  calls: readonly Call[],
  isNamed: boolean,
  stage: Pick<Stage, "store" | "now">,
): Promise<RetriedResults> {
  const done = await retryAll(calls, stage, isNamed);
  const isDone = (call: Call) => done.some(({ callId, account }) => callId === call.callId && account === call.account);
  const refused = calls
    .filter((call) => !isDone(call))
    .map((call) => whyNotRetried(call, stage.now()) ?? `Call ${call.callId} has moved on meanwhile.`);
  return { done, refused };
}
