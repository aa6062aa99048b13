import { rightTaken } from "../../lambda/lead/phone-right.ts";
import type { Store } from "../../lambda/store/store.ts";
import { aLead, fromNoon, hours, website } from "./leads.ts";

/**
 * A lead that rang a phone so long after noon, as the table keeps it.
 * @param phone in E.164
 */
export async function rangBefore(store: Pick<Store, "leads" | "phones">, phone: string, ms: number, door = website) {
  const at = fromNoon(ms);
  const steps = (["ready", "dialing", "placed"] as const).map((state) => ({ at: at.toISOString(), state }));
  const lead = { ...aLead({ phone }, { door, at }), ringsPossible: 1, history: steps };
  await store.leads.add(lead);
  const before = await store.phones.find(lead.account, phone);
  const taking = { group: lead.id, until: fromNoon(ms + 24 * hours), writeId: lead.id, now: at };
  await store.phones.save(rightTaken(before, lead, phone, taking), before?.writeId);
  return lead;
}
