import { isSame } from "./objects.ts";

/** What Follow Up Boss shows as the source of people whom the bridge has made, by which it knows them again. */
export const OWN_SOURCE = "Callingly bridge";

export const isOwnSource = (source: string): boolean => isSame(source, OWN_SOURCE);

/** Tags of the bridge begin so, unless the settings name others. */
export const OWN_TAGS = "callingly-";
