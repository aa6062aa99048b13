/** What HighLevel shows as the source of contacts that the bridge has made, by which it knows them again. */
export const OWN_SOURCE = "Callingly bridge";

export const isOwnSource = (source: string): boolean => source.trim().toLowerCase() === OWN_SOURCE.toLowerCase();
