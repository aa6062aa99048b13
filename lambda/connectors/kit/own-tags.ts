import { isSameText } from "./same-text.ts";

/** The tags that the bridge adds after each outcome, unless the settings of results name others. */
export const OWN_TAGS = {
  contacted: "callingly-connected",
  voicemail: "callingly-voicemail",
  missed: "callingly-no-answer",
  removed: "callingly-do-not-call",
} as const;

/** A CRM that tells of tags tells of these as well, and each would ring whom it is about. */
export const isOwnTag = (tag: string): boolean => Object.values(OWN_TAGS).some((own) => isSameText(own, tag));
