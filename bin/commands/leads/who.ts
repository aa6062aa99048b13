import type { Lead } from "../../../lambda/lead/lead.ts";
import type { Cli } from "../../cli.ts";
import { findLead } from "../../leads/find-leads.ts";
import type { Stage } from "../../stage/stage.ts";
import { waitingLeads } from "../../waiting.ts";
import { wholeTable } from "../../whole-table.ts";

export const WHO = "the lead's id, or its phone number, e-mail address, ref or call id";

/** @throws Problem when no lead, or more than one, is meant */
export const meant = (who: string, { store, archive, config, now }: Stage, { terminal }: Cli): Promise<Lead> =>
  findLead(
    who,
    { store, config, lists: [() => waitingLeads({ store, now }), () => wholeTable(archive.leads(), terminal)] },
    now(),
  );
