import type { Lead } from "../../lead/lead.ts";
import { identifiersOf, printsOf } from "../../lead/privacy/suppression.ts";
import { sharedRead } from "../../runtime/shared-read.ts";
import type { SuppressionStore } from "../../store/store.ts";

/** Whether the person of a lead asked to be forgotten before. */
export type SuppressionCheck = (lead: Lead) => Promise<boolean>;

/**
 * One cheap read while no person has asked to be forgotten, shared by the leads that are dialled side by side. From the
 * first request on, the key is fetched, and one more read is made for the phone and one for the e-mail address.
 * @param seeds of the key, the valid one first
 * @returns a check that throws when it cannot tell: then nobody is called
 */
export function suppressionCheck(
  suppressions: SuppressionStore,
  seeds: () => Promise<readonly string[]>,
): SuppressionCheck {
  const isAnybody = sharedRead(() => suppressions.any());
  return async (lead) => {
    if (!(await isAnybody())) return false;
    const prints = (await seeds()).flatMap((seed) => printsOf(seed, lead.account, identifiersOf(lead)));
    const found = await Promise.all(prints.map(({ print }) => suppressions.find(print)));
    return found.some((suppression) => suppression !== undefined);
  };
}
