import { isSameText } from "../../kit/same-text.ts";

/** What HighLevel shows as the source of contacts that the bridge has made, by which it knows them again. */
export const OWN_SOURCE = "Callingly bridge";

export const isOwnSource = (source: string): boolean => isSameText(source, OWN_SOURCE);
