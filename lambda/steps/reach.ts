import type { Bridge } from "../config/bridge.ts";
import type { Lead } from "../lead/lead.ts";
import type { Reach } from "../lead/privacy/suppression.ts";

export type GroupBridge = Pick<Bridge, "groupOf" | "source">;

/** Whom a word has to bind to count for a lead. A source that the configuration no longer has stands for itself alone. */
export const reachOf = (lead: Lead, { groupOf, source: sourceOf }: GroupBridge): Reach => ({
  account: lead.account,
  isOfGroup: (source) =>
    source === lead.source ||
    (sourceOf(source)?.account === lead.account && groupOf({ ...lead, source }) === groupOf(lead)),
});
