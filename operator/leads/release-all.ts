import type { Lead } from "../../lambda/lead/lead.ts";
import { commandsFor, isReleased } from "../../lambda/lead/remedies.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { type Bounds, heldLeads } from "./decide-all.ts";
import type { FilterOptions } from "./filter.ts";

/** Whom a release of all that are held for a reason would call. */
export interface ReleasePlan {
  /** The oldest first. */
  readonly leads: readonly Lead[];
  /** What stays held, and why, in words. */
  readonly left: readonly string[];
}

/** @throws Problem when no reason is named */
export async function planRelease(
  options: FilterOptions,
  { limit = Infinity, watcher }: Bounds,
  stage: Stage,
): Promise<ReleasePlan> {
  const { leads: held, reasons } = await heldLeads(options, watcher, stage);
  // Some rules hold leads that a person may release all the same: number-abroad is one.
  const free = held.filter(({ dueFor, reason }) => dueFor !== "dial-lead" || isReleased(reason));
  const callable = free.filter(({ person, reference }) => person.phone !== undefined || reference !== undefined);
  const leads = callable.slice(0, limit);
  const otherwise = [...new Set(reasons.filter((reason) => !isReleased(reason)).flatMap(commandsFor))];
  return {
    leads,
    left: [
      ...note(callable.length - leads.length, "this is as many as you allow at once"),
      ...note(
        held.length - free.length,
        `held by a rule, which a release does not change: fix the cause, then ${otherwise.join(" or ") || "bridge replay"}`,
      ),
      ...note(free.length - callable.length, "no number that can be called; release each with --phone"),
    ],
  };
}

const note = (count: number, what: string): string[] => (count > 0 ? [`${counted(count, "lead")} more: ${what}.`] : []);
