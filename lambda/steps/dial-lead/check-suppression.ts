import type { Lead } from "../../lead/lead.ts";
import { binds, identifiersOf, printsOf, type Suppression } from "../../lead/privacy/suppression.ts";
import { sharedRead } from "../../runtime/shared-read.ts";
import type { SuppressionStore } from "../../store/store.ts";
import { type GroupBridge, reachOf } from "../reach.ts";

/** The word by which a lead's person is on the list of those who are not called. */
export type SuppressionCheck = (lead: Lead) => Promise<Suppression | undefined>;

/**
 * One cheap read while the list is empty, shared by the leads that are dialled side by side. From the first entry on, the
 * key is fetched, and one read is made for the phone and one for the e-mail address.
 * @param seeds of the key, the valid one first
 * @returns a check that throws when it cannot tell: then nobody is called
 */
export function suppressionCheck(
  suppressions: Pick<SuppressionStore, "any" | "about">,
  seeds: () => Promise<readonly string[]>,
  bridge: GroupBridge,
): SuppressionCheck {
  const isAnybody = sharedRead(() => suppressions.any());
  // What is taken back stays on the list, so it never becomes empty again.
  let isInUse = false;
  return async (lead) => {
    isInUse ||= await isAnybody();
    if (!isInUse) return undefined;
    const prints = (await seeds()).flatMap((seed) => printsOf(seed, identifiersOf(lead)));
    const found = await Promise.all(prints.map(({ print }) => suppressions.about(print)));
    const reach = reachOf(lead, bridge);
    return found.flat().find((each) => binds(each, reach));
  };
}
