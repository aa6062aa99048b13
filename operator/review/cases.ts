import type { Lead } from "../../lambda/lead/lead.ts";
import { type FilterOptions, filterOf, fits, mayFit } from "../leads/filter.ts";
import { oldestFirst } from "../leads/index-rows.ts";
import { type Chosen, LOOKED_INTO, type Watcher, waitingLeads } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";

/** The leads of a filter about whose fate a person decides, the oldest first. */
export function reviewCases(
  options: FilterOptions,
  { limit, watcher }: { readonly limit: number; readonly watcher: Watcher },
  stage: Stage,
): Promise<Chosen<Lead>> {
  const filter = { ...filterOf(options, stage), states: ["review" as const] };
  return waitingLeads(stage, {
    workers: ["reconcile"],
    wanted: (row) => mayFit(row, filter),
    fits: (lead) => fits(lead, filter),
    order: oldestFirst,
    limit,
    reads: limit + LOOKED_INTO,
    watcher,
  });
}
