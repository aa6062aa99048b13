import { type Decision, decidable } from "../../lambda/lead/decisions.ts";
import type { Lead, LeadState } from "../../lambda/lead/lead.ts";

/** Why a decision cannot be taken on a lead, which states allow it, and what to do instead. */

export const commandOf: Record<Decision["kind"], string> = {
  "call-again": "redial",
  release: "release",
  "it-rang": "it-rang",
  cancel: "cancel",
};

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
  suppressed: () => "This person must not be called.",
  merged: ({ mergedInto }) => `It shares the calls of ${mergedInto}: decide about that one.`,
  cancelled: ({ id }) => `To call it after all: bridge leads redial ${id}.`,
};

/** @returns undefined when the decision can be taken */
export function refusalOf(lead: Lead, { kind }: Decision): string | undefined {
  if (!decidable[kind].includes(lead.state)) {
    const states = decidable[kind].join(", ");
    return `${lead.id} is ${lead.state}; ${commandOf[kind]} is for leads that are ${states}. ${instead[lead.state](lead)}`;
  }
  if (kind === "cancel" && lead.merged.length > 0) {
    return `${lead.merged.length} other leads with the same phone were merged into ${lead.id} and ring with it, so it is not cancelled.`;
  }
  return undefined;
}
