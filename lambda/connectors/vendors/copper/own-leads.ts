import { isSameText } from "../../kit/same-text.ts";

/** The tag of leads that the bridge has made: Copper does not say who made one. */
export const OWN_LEAD = "callingly-bridge";

export const isOwnLead = (tags: readonly string[]): boolean => tags.some((tag) => isSameText(tag, OWN_LEAD));
