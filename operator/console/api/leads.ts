import * as z from "zod";
import { filterOf, fits, mayFit } from "../../leads/filter.ts";
import { waitingLeads } from "../../leads/waiting.ts";
import { leadRow } from "../../shapes/lead.ts";
import { reads } from "../route.ts";
import { watching } from "../watching.ts";

/** The filter of a list, as it stands in a page's address. */
export const FilterSchema = z.object({
  state: z.array(z.string()).optional(),
  reason: z.array(z.string()).optional(),
  source: z.string().optional(),
  account: z.string().optional(),
  since: z.string().optional(),
});

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

/** Without what was left open. */
const given = (options: z.output<typeof FilterSchema>) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value.length > 0));
