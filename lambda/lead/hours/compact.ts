import { dayOf } from "./calendar.ts";
import type { CallingHoursFile, RuleInFile } from "./file-shape.ts";
import type { Area, HolidaySet, HoursRule, Tables } from "./tables-shape.ts";

interface Files {
  readonly hours: CallingHoursFile;
  readonly areaCodes: {
    readonly zones: readonly string[];
    readonly codes: Readonly<Record<string, readonly (string | readonly number[])[]>>;
    readonly nonGeographic: Readonly<Record<string, readonly string[] | string>>;
  };
  readonly zips: {
    readonly zones: readonly string[];
    readonly groups: readonly { readonly states: string; readonly zones: readonly number[]; readonly zip3: string }[];
  };
  readonly regionZones: Readonly<Record<RegionCountry | "countries", Readonly<Record<string, readonly string[]>>>>;
  readonly regionNames: Readonly<Record<RegionCountry, Readonly<Record<string, string>>>>;
}

/** Countries whose regions have clocks of their own. */
const regionCountries = ["US", "CA", "AU"] as const;
type RegionCountry = (typeof regionCountries)[number];

/** The files in `data/` without what only people read. */
export function compact({ hours, areaCodes, zips, regionZones, regionNames }: Files): Tables {
  const zones = [
    ...new Set([
      ...areaCodes.zones,
      ...zips.zones,
      ...Object.values(regionZones.countries).flat(),
      ...regionCountries.flatMap((country) => Object.values(regionZones[country]).flat()),
    ]),
  ];
  const indexes = (names: readonly string[]): number[] => names.map((name) => zones.indexOf(name));
  const among = (list: readonly string[], at: readonly number[]): number[] =>
    indexes(at.map((each) => list[each] ?? ""));
  const byRegion = <Value, Made>(table: Readonly<Record<string, Value>>, made: (value: Value) => Made) =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [key, made(value)]));
  return {
    asOf: hours.asOf,
    rules: hours.rules.filter(({ kind }) => kind === "live").map(compactRule),
    holidaySets: byRegion(hours.holidaySets, compactSet),
    zones,
    areaCodes: byRegion(
      areaCodes.codes,
      ([where, at]): Area => [regionsOf(String(where)), among(areaCodes.zones, at as readonly number[])],
    ),
    placeless: Object.values(areaCodes.nonGeographic).filter(Array.isArray).flat(),
    zips: zips.groups.map(({ states, zones: at, zip3 }) => ({
      zip3,
      area: [regionsOf(`US-${states}`), among(zips.zones, at)],
    })),
    regions: Object.fromEntries(
      regionCountries.flatMap((country) =>
        Object.entries(regionZones[country]).map(([region, names]) => [`${country}-${region}`, indexes(names)]),
      ),
    ),
    regionNames: byRegion(regionNames as Omit<Files["regionNames"], "about">, namesOf),
    countries: byRegion(regionZones.countries, indexes),
  };
}

/** `CA-NS,PE` are two provinces of one country. */
function regionsOf(where: string): string[] {
  const [country = "", regions] = where.split("-");
  return regions?.split(",").map((region) => `${country}-${region}`) ?? [country];
}

function namesOf(names: Readonly<Record<string, string>> | string): Record<string, string> {
  if (typeof names === "string") return {};
  return Object.fromEntries(
    Object.entries(names).flatMap(([code, spellings]) =>
      spellings.split(", ").map((name) => [name.toLowerCase().replace(/[^a-z]/g, ""), code]),
    ),
  );
}

function compactRule({
  id,
  jurisdiction,
  windows,
  holidays,
  frequency,
  requested,
  effectiveFrom,
  checked,
}: RuleInFile): HoursRule {
  if (holidays.rule !== "none" && holidays.set === undefined) throw new Error(`${id}: its holidays name no set`);
  return {
    id,
    jurisdiction,
    windows: windows
      .map(({ days, from, to }) => ({ days, from: minutes(from), to: minutes(to) }))
      .toSorted((one, other) => one.from - other.from),
    ...(holidays.rule !== "none" && {
      holidays: { set: holidays.set ?? "", ...(holidays.rule === "as-sunday" && { asSunday: true }) },
    }),
    ...(frequency && { frequency: { count: frequency.count, perHours: frequency.perHours } }),
    // A country's own rule stays whoever asked for the call; of a state's, `no` lets it go.
    ...(requested.applies === "no" && jurisdiction.includes("-") && { unaskedOnly: true }),
    ...(effectiveFrom !== null && { from: dayOf(effectiveFrom) }),
    checked,
  };
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

function compactSet({ include = [], days, observed = "" }: CallingHoursFile["holidaySets"][string]): HolidaySet {
  const saturday = /Saturday -> (Friday before|Monday after)/.exec(observed)?.[1];
  return {
    include,
    days: days.map(({ name, date, nth, easter }) => ({
      ...(date !== undefined && { date }),
      ...(nth !== undefined && { nth }),
      ...(easter !== undefined && { easter }),
      ...(name.includes("(even years)") && { evenYears: true }),
    })),
    ...(saturday && { onSaturday: saturday === "Friday before" ? -1 : 2 }),
    ...(observed.includes("Sunday -> Monday after") && { onSunday: 1 }),
  };
}
