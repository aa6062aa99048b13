/** The tables as a verdict asks them; `compact.ts` makes them of the files in `data/`. */
export interface Tables {
  /** The day on which the rules were put together, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly rules: readonly HoursRule[];
  readonly holidaySets: Readonly<Record<string, HolidaySet>>;
  /** Of all lists below, which name zones by their place in this one. */
  readonly zones: readonly string[];
  /** By the three digits of a North American area code. */
  readonly areaCodes: Readonly<Record<string, Area>>;
  /** Area codes that belong to no place, such as toll-free ones. */
  readonly placeless: readonly string[];
  /** By the first three digits of a ZIP code, in ranges: `320-323 326`. */
  readonly zips: readonly { readonly zip3: string; readonly area: Area }[];
  /** The zones of a region: `US-FL`. */
  readonly regions: Readonly<Record<string, readonly number[]>>;
  /** Regions by their name in small letters without anything else, by country. */
  readonly regionNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The zones of a country whose clocks do not differ by region. */
  readonly countries: Readonly<Record<string, readonly number[]>>;
}

/** Regions, and the zones in which a place of them may lie. A country alone stands for itself: `JM`. */
export type Area = readonly [regions: readonly string[], zones: readonly number[]];

export interface HoursRule {
  readonly id: string;
  /** `US`, `US-FL`. */
  readonly jurisdiction: string;
  readonly windows: readonly Window[];
  readonly holidays?: { readonly set: string; readonly asSunday?: true };
  readonly frequency?: Frequency;
  /** It does not bind a call that the person asked for. */
  readonly unaskedOnly?: true;
  /** The wall's date from which it counts, in days since 1970. */
  readonly from?: number;
  /** When somebody last held it against its source, `YYYY-MM-DD`. */
  readonly checked: string;
}

/** Minutes of the wall's day; the last one is closed already. */
export interface Window {
  /** ISO weekdays: 1 is Monday. */
  readonly days: string;
  readonly from: number;
  readonly to: number;
}

/** At most so many attempts within so many hours. */
export interface Frequency {
  readonly count: number;
  readonly perHours: number;
}

export interface HolidaySet {
  readonly include: readonly string[];
  readonly days: readonly Holiday[];
  /** How many days from a holiday on that weekday the substitute is, which is closed as well. */
  readonly onSaturday?: number;
  readonly onSunday?: number;
}

/** One of `date`, `nth` and `easter`, as `file-shape.ts` has them. */
export interface Holiday {
  readonly date?: string;
  readonly nth?: string;
  readonly easter?: number;
  readonly evenYears?: true;
}
