import { type Decision, isDecidable, refusalOf as refusalByRule } from "../../lambda/lead/decisions.ts";
import type { Lead, LeadState } from "../../lambda/lead/lead.ts";

/** Why a decision cannot be taken on a lead, which states allow it, and what to do instead. */

const instead: Record<LeadState, (lead: Lead) => string> = {
  ready: () => "It is called by itself; to prevent that, cancel it.",
  dialing: () => "Callingly is being asked at this moment; look again in two minutes.",
  placed: () => "Callingly has taken the call; wait for its result, then it can be redialled.",
  completed: ({ id }) => `To call once more: bridge leads redial ${id}.`,
  held: ({ id }) => `bridge leads release ${id} calls it, bridge leads cancel ${id} ends it.`,
  unknown: ({ id }) =>
    `The bridge still looks for its call. If you know that it rang: bridge leads it-rang ${id}; else wait until it is in review.`,
  review: ({ id }) => `Decide with bridge leads redial, it-rang or cancel ${id}; bridge review shows the evidence.`,
  failed: ({ id }) => `To try once more: bridge leads redial ${id}.`,
  suppressed: ({ id }) =>
    `This person asked not to be called. Should they say otherwise: bridge leads allow, then bridge leads redial ${id}.`,
  merged: ({ mergedInto }) => `It shares the calls of ${mergedInto}: decide about that one.`,
  cancelled: ({ id }) => `To call it after all: bridge leads redial ${id}.`,
};

/** @returns undefined when the decision can be taken */
export function refusalOf(lead: Lead, decision: Decision): string | undefined {
  const refused = refusalByRule(lead, decision);
  if (refused === undefined) return undefined;
  const isWrongState = lead.strippedAt === undefined && !isDecidable(lead, decision.kind);
  return `${lead.id}: ${refused}.${isWrongState ? ` ${instead[lead.state](lead)}` : ""}`;
}
