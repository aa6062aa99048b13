/** What somebody asked for, as their words have it: which moment that is depends on when they said so, and by whose clocks. */

export type Wish =
  /** It says by itself which moment it is. */
  | { readonly kind: "exact"; readonly at: number }
  /** So long after it was said. */
  | { readonly kind: "after"; readonly ms: number }
  /** By clocks of a zone that stands elsewhere. */
  | {
      readonly kind: "wall";
      readonly day: Day;
      readonly minutes: number | undefined;
      readonly zone?: string;
      /** A bare hour of the morning: where that is over, twelve hours later may be meant. */
      readonly mayBeEvening?: true;
    }
  | { readonly kind: "now" };

export type Day =
  | {
      readonly kind: "date";
      readonly year: number | undefined;
      readonly month: number;
      readonly date: number;
      /** Which day of the week stands beside it: of a date that falls on another one, nobody knows which is meant. */
      readonly weekday?: number;
    }
  | { readonly kind: "days from now"; readonly days: number }
  /** The next one; 1 is Monday. */
  | { readonly kind: "weekday"; readonly weekday: number }
  /** Not said: the next time that clocks show it. */
  | { readonly kind: "any" };

export type CalendarDate = Extract<Day, { kind: "date" }>;

/** A date that there is, in its year or, where none is said, in a leap year. */
export function isDate({ year = 2000, month, date }: CalendarDate): boolean {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
}
