import type { Lead } from "../../lead/lead.ts";
import { type DialDecision, hold } from "../../lead/rules/decision.ts";
import { joinedBy, MAX_MERGED, merged } from "../../lead/states.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";

/** Part of step 2: a lead shares the ring of another of its person. */

export interface MergeDeps {
  readonly store: Pick<Store, "leads" | "calls">;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * The first lead learns of the second before the second ends, so that no crash in between loses a result. Which calls
 * must be reported once more is decided on the first lead as it was written, not as it was read before.
 */
export async function mergeInto(
  first: Lead,
  lead: Lead,
  { store, now, log }: MergeDeps,
): Promise<Extract<DialDecision, { dial: "held" }> | "gone"> {
  const joined = first.merged.includes(lead.id)
    ? first
    : await changeLead(store.leads, first, (current) => joinedBy(current, lead.id));
  if (!joined) {
    return first.merged.length >= MAX_MERGED ? hold("crowded-phone", "person") : "gone";
  }
  const told = new Set([...joined.calls, joined.callId, joined.callIdGuess].filter((callId) => callId !== undefined));
  for (const callId of told) {
    await store.calls.hint({ account: joined.account, callId, digest: `merged ${lead.id}`, at: now() });
  }
  await changeLead(store.leads, lead, (current) => merged(current, first.id, now()));
  log("info", "lead merged", { leadId: lead.id, account: lead.account, reason: "same-phone" });
  return "gone";
}
