import * as z from "zod";
import { Problem } from "../../../lib/program/problem.ts";
import { reviewCases } from "../../review/cases.ts";
import { evidenceFor } from "../../review/evidence.ts";
import { evidenceJson } from "../../shapes/evidence.ts";
import { leadRow } from "../../shapes/lead.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { reads } from "../route.ts";
import { watching } from "../watching.ts";
import { FilterSchema, given } from "./filter.ts";

/** Leads of which nobody knows whether they rang: `bridge review`. What is decided goes the way of every decision. */

const SHOWN = 200;

export const cases = reads(FilterSchema.omit({ state: true }), async (options, context) => {
  const { stage, personal } = context;
  const found = await reviewCases(given(options), { limit: SHOWN, watcher: watching(context) }, stage);
  return { cases: found.items.map((lead) => leadRow(lead, { personal })), left: found.left };
});

/** What the bridge knows of one of them, and what Callingly shows now: it is asked, as the bridge itself asks. */
export const evidence = reads(z.object({ lead_id: z.string().max(100) }), async ({ lead_id }, { stage, personal }) => {
  const lead = await stage.store.leads.find(lead_id);
  if (!lead) throw new Problem(`${lead_id} is not in the table any more.`);
  if (lead.state !== "review") throw new Problem(`${lead_id} is ${lead.state} by now: it waits for no review.`);
  return {
    ...evidenceJson(await evidenceFor(lead, stage)),
    lead: leadRow(lead, { personal }),
    /** A decision is about the lead that the operator saw. */
    revision: lead.revision,
    stand_in: standInWords(stage) || null,
  };
});
