import type { Lead } from "../../lambda/lead/lead.ts";
import { rightTaken } from "../../lambda/lead/phone-right.ts";
import type { Store } from "../../lambda/store/store.ts";
import { fromNoon, hours, noon } from "./leads.ts";

/** The merge group of the sources in fakes/bridge.ts that report to the CRM `demo`. */
const demoGroup = "crms/demo";

/** Gives a lead the right to ring its phone, as if it had just taken it. */
export async function takesPhone(
  { phones }: Pick<Store, "phones">,
  lead: Lead,
  { until = fromNoon(24 * hours), group = demoGroup, phone = lead.person.phone ?? "", now = noon } = {},
): Promise<void> {
  const rights = await phones.find(lead.account, phone);
  const writeId = `${lead.id} until ${until.toISOString()}`;
  await phones.save(rightTaken(rights, lead, phone, { group, until, writeId, now }), rights?.writeId);
}
