import type { Lead } from "../../../lambda/lead/lead.ts";

/** The lead that was dialled for a lead. */
export function rootOf(lead: Lead, leads: ReadonlyMap<string, Lead>): Lead {
  const next = lead.mergedInto === undefined ? undefined : leads.get(lead.mergedInto);
  return next ? rootOf(next, leads) : lead;
}

/** What is told of a lead without a call goes by such an id. */
export const isNotice = (callId: string): boolean => callId.startsWith("note");
