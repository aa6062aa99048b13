/** How much of a body is looked at: each costs time and memory, and a stranger may send what he likes. */

/** As many as a form may have. */
export const MAX_FIELDS = 1_000;
export const MAX_ITEMS = 20;
/** Objects and lists that are looked into: many times what the largest form has. */
export const MAX_NODES = 5_000;
/** Texts that are tried as JSON. An honest sender has one or two. */
export const MAX_EMBEDDED = 20;
