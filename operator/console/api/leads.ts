import * as z from "zod";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { leadsSince, newestLeads } from "../../leads/arrived.ts";
import { withMoment } from "../../leads/asked-time.ts";
import { filterOf, fits, mayFit } from "../../leads/filter.ts";
import { waitingLeads } from "../../leads/waiting.ts";
import { leadRow } from "../../shapes/lead.ts";
import { pathOf } from "../../shapes/path.ts";
import { reads } from "../route.ts";
import { watching } from "../watching.ts";
import { FilterSchema, given } from "./filter.ts";

/** Leads by when they came, those that wait, and what moves of them. None of it scans the table. */

/** How many are read at most to find those that fit a filter. */
const READS = 2_000;

const rowOf = (lead: Lead, personal: boolean) => ({
  ...leadRow(lead, { personal }),
  name: personal ? nameIn(lead) : null,
});

const nameIn = (lead: Lead): string | null => leadRow(lead, { personal: true }).name ?? null;

/** A page of leads, the newest first, whatever became of them: `bridge leads list --all`. */
export const newestList = reads(
  FilterSchema.extend({ limit: z.number().int().min(1).max(200).default(50), after: z.string().max(200).optional() }),
  async ({ limit, after, ...options }, { stage, personal, note }) => {
    const filter = filterOf(given(options), stage);
    const page = await newestLeads(stage, { filter, limit, after, reads: READS });
    if (page.unread.length > 0)
      note(`${page.unread.length} leads were written by another version of the bridge and are not shown.`);
    return {
      leads: page.leads.map((lead) => rowOf(lead, personal)),
      read: page.read,
      back_to: page.backTo.toISOString(),
      next: page.next ?? null,
      asked_at: stage.now().toISOString(),
    };
  },
);

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
      reads: limit + READS,
      watcher: watching(context),
    });
    return { leads: found.items.map((lead) => rowOf(withMoment(lead, stage), personal)), left: found.left };
  },
);

const SinceSchema = FilterSchema.extend({
  /** When the look before was begun. */
  from: z.iso.datetime(),
  /** What is shown already. */
  seen: z.array(z.string()).max(1_000),
});

/** What came since the list was read: counted, and shown when the operator asks. Half a read unit where nothing did. */
export const arrivedSince = reads(SinceSchema, async ({ from, seen, ...options }, { stage, personal }) => {
  const filter = filterOf(given(options), stage);
  const { leads } = await leadsSince(stage, new Date(from), new Set(seen));
  return { leads: leads.filter((lead) => fits(lead, filter)).map((lead) => rowOf(lead, personal)) };
});

const MovesSchema = z.object({
  /** When the look before was begun; undefined for the first. */
  from: z.iso.datetime().optional(),
  seen: z.array(z.string()).max(200),
  /** Of those, the ones that were not over. */
  open: z.array(z.string()).max(200),
});

const FOLLOWED = 30;

/** The paths of the newest leads, then of what came or moved since. What is over is not read again. */
export const moved = reads(MovesSchema, async ({ from, seen, open }, { stage, personal }) => {
  const asked_at = stage.now().toISOString();
  const shown = (leads: readonly Lead[]) => leads.map((lead) => pathOf(lead, { personal }));
  if (from === undefined) {
    const { leads } = await newestLeads(stage, { limit: FOLLOWED });
    return { asked_at, paths: shown(leads) };
  }
  const [{ leads }, { items }] = await Promise.all([
    leadsSince(stage, new Date(from), new Set(seen)),
    stage.store.batches.leads(open),
  ]);
  return { asked_at, paths: shown([...leads, ...items]) };
});
