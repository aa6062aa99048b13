/**
 * Keys that are made of names, as they stand in the table: `{lead id}/{crm}`, `team/main/7`. Neither an id of ours nor a
 * name of the configuration has a slash in it.
 */
export const keyOf = (...names: readonly (string | number)[]): string => names.join("/");

/** The names that a key was made of. */
export const namesIn = (key: string): readonly string[] => key.split("/");
