import type { Lead } from "../../../lambda/lead/lead.ts";
import { findLead } from "../../leads/find-leads.ts";
import type { Stage } from "../../stage/stage.ts";
import { waitingLeads } from "../../waiting.ts";

export const WHO = "the lead's id, or its phone number, e-mail address, ref or call id";

/** @throws Problem when no lead, or more than one, is meant */
export const meant = (who: string, { store, config, now }: Stage): Promise<Lead> =>
  findLead(who, { store, config, lookThrough: () => waitingLeads(store) }, now());
