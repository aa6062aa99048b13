import type { Bridge } from "../config/bridge.ts";
import type { Lead } from "../lead/lead.ts";
import type { Reach, SaidAt } from "../lead/privacy/suppression.ts";

export type GroupBridge = Pick<Bridge, "groupOf" | "groupsIn" | "businessOf">;

/**
 * Whom a word has to bind to count for a lead. The configuration of today says what became of a source, and the word
 * itself what it was. Where neither can tell, because the source and its group or its account are gone, the business may
 * be any that is left there: in doubt nobody is rung.
 */
export function reachOf(lead: Lead, { groupOf, groupsIn, businessOf }: GroupBridge): Reach {
  const isOfToday = (source: string) =>
    businessOf(source)?.account === lead.account && groupOf({ ...lead, source }) === groupOf(lead);

  const isOfBusiness = ({ source, business }: SaidAt): boolean => {
    if (source === lead.source || isOfToday(source)) return true;
    const isGone = businessOf(source) === undefined;
    if (business === undefined) return isGone;
    const { account, groups } = business;
    const left = groupsIn(account);
    if (left === undefined) return isGone;
    if (account !== lead.account) return false;
    return groups.includes(groupOf(lead)) || (isGone && !groups.some((group) => left.includes(group)));
  };

  return {
    isOfAccount: (account) => account === lead.account || groupsIn(account) === undefined,
    isOfBusiness,
  };
}
