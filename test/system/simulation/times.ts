/** When worlds begin, and how long things last, in milliseconds. */

export const noon = Date.parse("2026-03-10T16:00:00Z");
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
