import { isSame } from "./objects.ts";

/** What Follow Up Boss shows as the source of people whom the bridge has made, by which it knows them again. */
export const OWN_SOURCE = "Callingly bridge";

export const isOwnSource = (source: string): boolean => isSame(source, OWN_SOURCE);

/** The bridge's own tags, unless the settings of results name others. */
export const OWN_TAGS = {
  contacted: "callingly-connected",
  voicemail: "callingly-voicemail",
  missed: "callingly-no-answer",
  removed: "callingly-do-not-call",
} as const;

export const isOwnTag = (tag: string): boolean => Object.values(OWN_TAGS).some((own) => isSame(own, tag));
