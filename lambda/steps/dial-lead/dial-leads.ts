import type { Account } from "../../config/accounts.ts";
import type { Lead } from "../../lead/lead.ts";
import { timing } from "../../lead/timing.ts";
import type { DueItem } from "../../store/store.ts";
import { settleEach, workDue } from "../work-due.ts";
import { type DialDeps, dialLead } from "./dial-lead.ts";
import { watchOver } from "./keep-watch.ts";
import type { Dialler } from "./load-facts.ts";
import { type AskedClient, keepGates } from "./reopen-gates.ts";

/** Step 2 for many leads: those that the stream tells of, or whatever is due at a tick. */

export interface DialLeadsDeps extends Omit<DialDeps, "patienceMs" | "meetAgain"> {
  readonly callinglyFor: (
    account: Account,
    options?: { fresh?: boolean },
  ) => Promise<(Dialler & AskedClient) | undefined>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** @param leads each as it was written, or its id */
export async function dialWoken(leads: readonly (Lead | string)[], deps: DialLeadsDeps): Promise<void> {
  // Other leads of the stream wait behind these, so the wait for a turn must not be long.
  const { dial, watch } = aDialler(deps, () => timing.turnPatience);
  await settleEach(leads, dial, deps.log, (lead) => ({ leadId: typeof lead === "string" ? lead : lead.id }));
  await settleEach([watch], ({ keep }) => keep(), deps.log);
}

/** @returns how many leads were due */
export async function dialDue(deps: DialLeadsDeps): Promise<number> {
  const { watch, act, askGates } = aDialler(deps, () =>
    Math.max(0, deps.timeLeftMs() - timing.dialNeeds - timing.turnPatience),
  );
  // Side by side: a question that hangs must not hold up leads that nothing holds.
  const asked = settleEach([askGates], (ask) => ask(), deps.log);
  const count = await workDue("dial-lead", act, { ...deps, due: deps.store.due });
  await asked;
  await watch.keep();
  return count;
}

/** One run of the function. */
function aDialler(deps: DialLeadsDeps, patienceMs: () => number) {
  const { store, bridge, callinglyFor, now, log } = deps;
  const { gates } = store;
  const dial = (lead: Lead | string) => dialLead(lead, { ...deps, patienceMs, meetAgain: watch.meetAgain });
  const act = async (item: DueItem) => void (item.kind === "lead" && (await dial(item.id)));
  const askGates = () => keepGates({ bridge, gates, callinglyFor, now, log });
  const watch = watchOver({ ...deps, due: store.due, gates, act, askGates });
  return { dial, act, askGates, watch };
}
