import type { Lead } from "./lead/lead.ts";
import { identifiersOf, printsOf } from "./lead/suppression.ts";
import type { SuppressionStore } from "./store/store.ts";

/** Whether the person of a lead asked to be forgotten before. */
export type SuppressionCheck = (lead: Lead) => Promise<boolean>;

/**
 * One cheap read while nobody has asked to be forgotten. From the first on, the key is fetched, and one more read is
 * made for the phone and one for the e-mail address.
 * @param seeds of the key, the valid one first
 * @returns a check that throws when it cannot tell: then nobody is called
 */
export const suppressionCheck =
  (suppressions: SuppressionStore, seeds: () => Promise<readonly string[]>): SuppressionCheck =>
  async (lead) => {
    if (!(await suppressions.any())) return false;
    const prints = (await seeds()).flatMap((seed) => printsOf(seed, lead.account, identifiersOf(lead)));
    const found = await Promise.all(prints.map(({ print }) => suppressions.find(print)));
    return found.some((suppression) => suppression !== undefined);
  };
