import type { Decision } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { decide } from "./decide.ts";
import { type FilterOptions, filterOf, fits, mayFit } from "./filter.ts";
import { oldestFirst } from "./index-rows.ts";
import { type Watcher, waitingLeads } from "./waiting.ts";
import type { WhenRung } from "./when-rung.ts";

/** One decision about many held leads: which are meant, and carrying it out on each. */

/** How many at most, and who watches. */
export interface Bounds {
  /** The oldest first. @default all */
  readonly limit?: number;
  readonly watcher?: Watcher;
}

/** What one decision about all of a filter comes to, before it is taken. */
export interface DecisionPlan {
  /** Those who are meant, the oldest first. */
  readonly leads: readonly Lead[];
  /** When those of them ring that it lets go. */
  readonly rung: WhenRung;
  /** What stays as it is, and why, in words. */
  readonly left: readonly string[];
}

/** @throws Problem when no reason is named */
export type PlanDecision = (options: FilterOptions, bounds: Bounds, stage: Stage) => Promise<DecisionPlan>;

/** A sentence about leads that are left; none where there are none. */
export const leftWords = (count: number, why: string): string[] =>
  count > 0 ? [`${counted(count, "lead")} more: ${why}.`] : [];

/** Why the last of many are left. */
export const AS_MANY_AS_ALLOWED = "this is as many as you allow at once";

/**
 * The held leads of a filter, the oldest first.
 * @throws Problem when the filter names no reason: all that is held is never meant at once
 */
export async function heldLeads(options: FilterOptions, watcher: Watcher | undefined, stage: Stage) {
  if (options.reason === undefined || options.reason.length === 0)
    throw new Problem("Name a lead, or with --reason which held leads are meant.");
  const filter = { ...filterOf(options, stage), states: ["held" as const] };
  const { items } = await waitingLeads(stage, {
    wanted: (row) => mayFit(row, filter),
    fits: (lead) => fits(lead, filter),
    order: oldestFirst,
    ...(watcher && { watcher }),
  });
  return { leads: items, reasons: filter.reasons ?? [] };
}

export interface DecidedAll {
  /** Ids of the leads on which the decision was carried out. */
  readonly done: readonly string[];
  readonly refused: readonly { readonly lead_id: string; readonly why: string }[];
}

export interface Carrying {
  /** Who carries it out. */
  readonly by: string;
  /** Called with how many are through. */
  readonly progress: (done: number) => void;
  /** Aborted when the operator wants no more of it: what is done stays done. */
  readonly signal?: AbortSignal;
}

/** One lead after the other, so that it can be stopped in between. */
export async function decideAll(
  leads: readonly Lead[],
  decision: Decision,
  { by, progress, signal }: Carrying,
  stage: Stage,
): Promise<DecidedAll> {
  const done: string[] = [];
  const refused: { lead_id: string; why: string }[] = [];
  for (const [at, lead] of leads.entries()) {
    if (signal?.aborted) break;
    progress(at);
    const made = await decide(lead, decision, by, stage);
    if (made.ok) done.push(lead.id);
    else refused.push({ lead_id: lead.id, why: made.why });
  }
  return { done, refused };
}
