import type { Account, Accounts } from "../../config/accounts.ts";
import type { Lead } from "../../lead/lead.ts";
import { stillHolds } from "../../lead/rest.ts";
import { later, timing } from "../../lead/timing.ts";
import type { DueItem } from "../../store/store.ts";
import { finishOptOuts } from "../opt-out.ts";
import type { GroupBridge } from "../reach.ts";
import { settleEach, workDue } from "../work-due.ts";
import { type DialDeps, dialLead } from "./dial-lead.ts";
import { askTogether } from "./fetch-together.ts";
import { watchOver } from "./keep-watch.ts";
import type { Dialler } from "./load-facts.ts";
import { type AskedClient, keepGates } from "./reopen-gates.ts";

/** Step 2 for many leads: those that the stream tells of, or whatever is due at a tick. */

export interface DialLeadsDeps extends Omit<DialDeps, "patienceMs" | "meetAgain"> {
  readonly bridge: DialDeps["bridge"] & Pick<Accounts, "accounts"> & GroupBridge;
  readonly callinglyFor: (
    account: Account,
    options?: { fresh?: boolean },
  ) => Promise<(Dialler & AskedClient) | undefined>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** @param leads each as it was written, or its id */
export async function dialWoken(leads: readonly (Lead | string)[], deps: DialLeadsDeps): Promise<void> {
  // Other leads of the stream wait behind these, so the wait for a turn must not be long.
  const { dial, watch } = aDialler({ ...deps, askPlatform: askTogether(leads) }, () => timing.turnPatience);
  await settleEach(leads, dial, deps.log, (lead) => ({ leadId: typeof lead === "string" ? lead : lead.id }));
  await settleEach([watch], ({ keep }) => keep(), deps.log);
}

/** @returns how many leads were due */
export async function dialDue(deps: DialLeadsDeps): Promise<number> {
  // Before anybody is rung: whom a worker could not finish stopping.
  await settleEach([finishOptOuts], (finish) => finish(deps), deps.log);
  const { watch, act, askGates, meetReleased } = aDialler(deps, () =>
    Math.max(0, deps.timeLeftMs() - timing.dialNeeds - timing.turnPatience),
  );
  // Side by side: a question that hangs must not hold up leads that nothing holds.
  const asked = settleEach([askGates], (ask) => ask(), deps.log);
  const count = await workDue("dial-lead", act, { ...deps, due: deps.store.due });
  await asked;
  const released = await meetReleased();
  await watch.keep();
  return count + released;
}

/** One run of the function. */
function aDialler(deps: DialLeadsDeps, patienceMs: () => number) {
  const { store, bridge, callinglyFor, now, log } = deps;
  const { gates } = store;
  const dial = (lead: Lead | string) => dialLead(lead, { ...deps, patienceMs, meetAgain: watch.meetAgain });
  const act = async (item: DueItem) => void (item.kind === "lead" && (await dial(item.id)));
  const askGates = () => keepGates({ bridge, gates, callinglyFor, now, log });
  const meetReleased = async () => {
    const isMet = await releasedNow(deps);
    // No lead rests longer.
    const before = later(now(), timing.longestRest + timing.minute);
    return workDue("dial-lead", act, { ...deps, due: store.due }, { before, page: MANY, isMet });
  };
  const watch = watchOver({ ...deps, due: store.due, gates, act, askGates, meetReleased });
  return { dial, act, askGates, meetReleased, watch };
}

/** Of the leads that rest, as many are passed over by one request. */
const MANY = 250;

/** @returns whether a lead rests whose way is free; each that holds leads is asked once */
async function releasedNow({ store, bridge, callinglyFor, now }: DialLeadsDeps) {
  const hasToken = async (name: string) => {
    const account = bridge.account(name);
    return account === undefined || (await callinglyFor(account)) !== undefined;
  };
  const holders = { gates: await store.gates.all(), fingerprint: bridge.fingerprint, hasToken };
  const answers = new Map<string, Promise<boolean>>();
  return async ({ heldBy }: DueItem): Promise<boolean> => {
    if (heldBy === undefined) return false;
    const answer = answers.get(heldBy) ?? stillHolds(heldBy, holders, now());
    answers.set(heldBy, answer);
    return !(await answer);
  };
}
