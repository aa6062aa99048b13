import type { Lead, Restoration } from "../../lead/lead.ts";
import { restored } from "../../lead/restored.ts";
import { changeLead } from "../../store/change.ts";
import { type KeepDeps, keepPhone } from "../keep-phone.ts";

/** An operator restored the table to an earlier moment: leads that may have rung since are looked up, not rung. */

/**
 * May be repeated, whenever it broke off: a restore that is noted on a lead already stays as it is.
 * @returns the lead as it was written, or undefined when nothing can have happened to it
 */
export async function settleRestored(lead: Lead, restoration: Restoration, deps: KeepDeps): Promise<Lead | undefined> {
  const { store, now } = deps;
  const next = restored(lead, restoration, now());
  // First the phone, as the right to it may be missing in the older table: a lead that comes now must not ring it.
  if (next?.state === "unknown") await keepPhone(lead, deps);
  return next && changeLead(store.leads, lead, (current) => restored(current, restoration, now()));
}
