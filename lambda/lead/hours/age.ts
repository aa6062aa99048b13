import { dayOf } from "./calendar.ts";

/** Laws change: a rule that nobody has held against its source for so many days is looked at again. */
export const WARN_AFTER_DAYS = 90;
/** After so many it rings nobody of whom it is not known that they asked for the call. */
export const HOLD_AFTER_DAYS = 365;

/** @param checked the day of the last look, `YYYY-MM-DD` */
export const daysSince = (checked: string, now: Date): number =>
  Math.floor(now.getTime() / 86_400_000) - dayOf(checked);
