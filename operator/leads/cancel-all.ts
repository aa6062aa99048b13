import { AS_MANY_AS_ALLOWED, heldLeads, leftWords, type PlanDecision } from "./decide-all.ts";
import { nobody } from "./when-rung.ts";

/**
 * Which leads would end, if all that are held for a reason were cancelled: after a flood. What is held because of a rule is
 * meant as well: it would ring once the rule lets go.
 */
export const planCancel: PlanDecision = async (options, { limit = Infinity, watcher }, stage) => {
  const { leads: held } = await heldLeads(options, watcher, stage);
  const leads = held.slice(0, limit);
  return { leads, rung: nobody, left: leftWords(held.length - leads.length, AS_MANY_AS_ALLOWED) };
};
