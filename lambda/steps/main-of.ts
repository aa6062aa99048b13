import type { Lead } from "../lead/lead.ts";
import type { LeadStore } from "../store/store.ts";

const MOST_MERGERS = 8;

/** The lead that rings for one: itself, or the lead that it was merged into, which may have been merged in its turn. */
export async function mainOf(first: Lead, leads: Pick<LeadStore, "find">): Promise<Lead | undefined> {
  let main: Lead | undefined = first;
  for (let steps = 0; main?.state === "merged" && main.mergedInto && steps < MOST_MERGERS; steps += 1) {
    main = await leads.find(main.mergedInto);
  }
  return main;
}
