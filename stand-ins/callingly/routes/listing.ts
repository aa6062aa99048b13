import type { Switches } from "../switches.ts";

/** What the lists of calls and leads have in common. */

/** A fresh row may take its time to show up in a list, though it can be read by its id. */
export const isVisible = (since: number, now: number, { visibilityDelayMs }: Switches): boolean =>
  now - since >= visibilityDelayMs;

/** Both days count; they are `YYYY-MM-DD`, so the order of the text is the order of the days. */
export const isWithinDays = (day: string, start: string | null = null, end: string | null = null): boolean =>
  (start === null || day >= start) && (end === null || day <= end);
