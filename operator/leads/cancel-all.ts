import type { Lead } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { type Bounds, heldLeads } from "./decide-all.ts";
import type { FilterOptions } from "./filter.ts";

/** Which leads would end, if all that are held for a reason were cancelled. */
export interface CancelPlan {
  /** The oldest first. */
  readonly leads: readonly Lead[];
  /** What goes on waiting, in words. */
  readonly left: readonly string[];
}

/**
 * After a flood. What is held because of a rule is meant as well: it would ring once the rule lets go.
 * @throws Problem when no reason is named
 */
export async function planCancel(
  options: FilterOptions,
  { limit = Infinity, watcher }: Bounds,
  stage: Stage,
): Promise<CancelPlan> {
  const { leads: held } = await heldLeads(options, watcher, stage);
  const more = held.length - Math.min(held.length, limit);
  return {
    leads: held.slice(0, limit),
    left: more > 0 ? [`${counted(more, "lead")} more: this is as many as you allow at once.`] : [],
  };
}
