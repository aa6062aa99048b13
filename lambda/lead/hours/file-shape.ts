import * as z from "zod/mini";

/** The shape of `data/calling-hours.json`, so that an edited or a newer copy is refused before it rules anything. */

const Confidence = z.enum(["verified", "second-hand", "unverified"]);
const Time = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/));
const Day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

const WindowSchema = z.object({
  /** ISO weekdays, 1 is Monday. */
  days: z.string().check(z.regex(/^[1-7]+$/)),
  from: Time,
  to: Time,
});

const HolidaySchema = z.object({
  name: z.string(),
  /** The same day each year, `MM-DD`. */
  date: z.optional(z.string().check(z.regex(/^\d\d-\d\d$/))),
  /** `3 Mon 01`, `last Mon 05`, `Tue after 1 Mon 11`, `Mon before 05-25`. */
  nth: z.optional(z.string().check(z.regex(/^(?:\w{3} after )?(?:[1-5]|last) \w{3} \d\d$|^\w{3} before \d\d-\d\d$/))),
  /** So many days after Easter Sunday. */
  easter: z.optional(z.number()),
});

const HolidaySetSchema = z.object({
  include: z.optional(z.array(z.string())),
  days: z.array(HolidaySchema),
  /** Which other day is closed as well when a holiday falls on a weekend, in words. */
  observed: z.optional(z.string()),
});

const RuleSchema = z.object({
  id: z.string(),
  /** A country, or a region of one: `US`, `US-FL`. */
  jurisdiction: z.string().check(z.regex(/^[A-Z]{2}(?:-[A-Z]{2,3})?$/)),
  kind: z.enum(["live", "automated"]),
  windows: z.array(WindowSchema),
  holidays: z.object({ rule: z.enum(["none", "closed", "as-sunday"]), set: z.optional(z.string()) }),
  frequency: z.nullable(z.object({ count: z.number(), perHours: z.number() })),
  requested: z.object({ applies: z.enum(["yes", "no", "unclear"]), why: z.string() }),
  citation: z.string(),
  source: z.array(z.string()),
  seen: z.string(),
  effectiveFrom: z.nullable(Day),
  checked: Day,
  note: z.string(),
  confidence: Confidence,
});

export const CallingHoursSchema = z.object({
  asOf: Day,
  holidaySets: z.record(z.string(), HolidaySetSchema),
  rules: z.array(RuleSchema),
});
export type CallingHoursFile = z.infer<typeof CallingHoursSchema>;
export type RuleInFile = CallingHoursFile["rules"][number];
