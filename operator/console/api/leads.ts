import * as z from "zod";
import { filterOf, fits, mayFit } from "../../leads/filter.ts";
import { waitingLeads } from "../../leads/waiting.ts";
import { leadRow } from "../../shapes/lead.ts";
import { reads } from "../route.ts";
import { watching } from "../watching.ts";
import { FilterSchema, given } from "./filter.ts";

/** Leads that wait for something, the newest first: `bridge leads list`. */
export const waitingList = reads(
  FilterSchema.extend({ limit: z.number().int().min(1).max(500).default(50) }),
  async ({ limit, ...options }, context) => {
    const { stage, personal } = context;
    const filter = filterOf(given(options), stage);
    const found = await waitingLeads(stage, {
      wanted: (row) => mayFit(row, filter),
      fits: (lead) => fits(lead, filter),
      limit,
      reads: limit + 2_000,
      watcher: watching(context),
    });
    return { leads: found.items.map((lead) => leadRow(lead, { personal })), left: found.left };
  },
);
