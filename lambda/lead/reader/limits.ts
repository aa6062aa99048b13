/**
 * How much of a body is looked at: each costs time and memory, and a stranger may send what he likes. Where there is more
 * than that, something may stand in it that speaks against a call: nobody is rung (docs/reading.md).
 */

/** As many as a form may have. */
export const MAX_FIELDS = 1_000;
export const MAX_ITEMS = 20;
/** Objects and lists that are looked into: many times what the largest form has. */
export const MAX_NODES = 5_000;
/** Texts that are tried as JSON. An honest sender has one or two. */
export const MAX_EMBEDDED = 100;
/** Letters of all different names together, and how many a name counts for at least and at most: the longest form has 900. */
export const MAX_NAME_LETTERS = 30_000;
export const LEAST_NAME_LETTERS = 20;
export const MOST_NAME_LETTERS = 200;
