import { freed, parted } from "../../lead/decisions.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";

/**
 * Part of step 2: a lead waits for another time by now, and has given its phone back. Those which asked to be called at once
 * and were merged into it ring for themselves; those which asked for an earlier time still share its ring.
 */
export async function freeMerged(
  lead: Lead,
  { store: { leads }, now, log }: { store: { leads: LeadStore }; now: () => Date; log: Log },
): Promise<void> {
  if (lead.ringsPossible > 0) return;
  for (const id of lead.merged) {
    const next = await changeLead(leads, id, (current) =>
      current.asked === undefined ? freed(current, lead.id, undefined, now()) : undefined,
    );
    if (!next) continue;
    await changeLead(leads, lead.id, (current) => parted(current, id));
    log("info", "lead freed", { leadId: id, account: lead.account, state: next.state });
  }
}
