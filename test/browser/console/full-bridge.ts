import { parked } from "../../../lambda/lead/call/call.ts";
import { nothing, numbersOf, plus } from "../../../lambda/lead/day-numbers.ts";
import { gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { type MemoryStore, memoryStore } from "../../../lambda/store/memory.ts";
import { pauseOf } from "../../../operator/gates/pauses.ts";
import { aLead, days, fromNoon, minutes, noon, seconds } from "../../fakes/leads.ts";
import { aCall, listedCall, reviewLead, ruledLead, stageShowing, staleLead } from "../../operator/console/scene.ts";
import type { TestStage } from "../../operator/stage.ts";

/** Nobody answers here: what a page asks of somebody else ends at once, and on this machine. */
export const nowhere = "http://127.0.0.1:9";

/** A bridge on which there is something for every page, and for every task of an operator's day. */

export interface FullBridge {
  readonly stage: TestStage;
  readonly store: MemoryStore;
  readonly stale: Lead;
  readonly abroad: Lead;
  readonly review: Lead;
}

export async function fullBridge(): Promise<FullBridge> {
  const store = memoryStore();
  const stale = staleLead({ name: "Grace Lake", phone: "+12065550100" });
  const abroad = ruledLead("team-unknown", { name: "Maya Heath", phone: "+12065550101" });
  const review = reviewLead({ name: "Zoë Brook", phone: "+12065550102" });
  const called = aLead({ fullName: "Finn Hill", phone: "+12065550103" }, { at: fromNoon(-30 * minutes) });
  const leads = [stale, abroad, review, called];
  for (const lead of leads) await store.leads.add(lead);
  await aCall(store, "77", (call) => parked(call, "crm-refused", "no such property", noon), called);
  await store.gates.close(pauseOf(gateOn.source("anything"), "lunch", "kim", noon));
  for (const day of [3, 2, 1]) {
    const at = fromNoon(-day * days);
    const lead = aLead({}, { at });
    const placed = { at: new Date(at.getTime() + day * seconds).toISOString(), state: "placed" } as const;
    const numbers = numbersOf({ ...lead, history: [...lead.history, placed] }, undefined, "America/New_York");
    const date = at.toISOString().slice(0, 10);
    const folded = { account: "main", date, zone: "America/New_York", countedAt: noon.toISOString() };
    await store.days.put({ ...folded, numbers: plus(nothing, numbers) }, fromNoon(400 * days));
  }
  const calls = [listedCall(88, "+12065550102")];
  const description = { crmBaseUrls: { hubspot: nowhere, demo: nowhere } };
  return { stage: stageShowing(calls, { store, description }), store, stale, abroad, review };
}
