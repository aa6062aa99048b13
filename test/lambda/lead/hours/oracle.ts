import file from "../../../../lambda/lead/hours/data/calling-hours.json" with { type: "json" };
import type { Place } from "../../../../lambda/lead/hours/place.ts";
import type { HoursQuestion } from "../../../../lambda/lead/hours/ruling.ts";

/**
 * The same answers by another way: straight from the file, stepping by quarters of an hour, with holidays found by going
 * through the days of a year.
 */
export function oracle(places: readonly Place[], question: HoursQuestion, at: number): "dial" | "hold" | number {
  const days = new Map<string, string>();
  const bound = Math.max(
    at,
    ...places.flatMap((place) => rulesOf(place, question, at).map((rule) => free(rule, question, at))),
  );
  const allows = (moment: number) =>
    places.every((place) =>
      rulesOf(place, question, moment).every((rule) => isOpen(rule, wall(place.zone, moment), question, days)),
    );
  if (bound === at && allows(at)) return "dial";
  const first = Math.ceil(bound / 60_000) * 60_000;
  if (allows(first)) return first;
  for (let step = Math.ceil((first + 1) / QUARTER) * QUARTER; step <= bound + 8 * DAY; step += QUARTER) {
    if (allows(step)) return step;
  }
  return "hold";
}

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;

type Rule = (typeof file.rules)[number];

const rulesOf = ({ country, region, zone }: Place, { pack }: HoursQuestion, at: number): Rule[] =>
  file.rules.filter(({ kind, jurisdiction, requested, effectiveFrom }) => {
    if (kind !== "live" || (jurisdiction !== country && jurisdiction !== region)) return false;
    if (pack === "requested" && requested.applies === "no" && jurisdiction !== "US") return false;
    return effectiveFrom === null || effectiveFrom <= new Date(wall(zone, at)).toISOString().slice(0, 10);
  });

/** When the oldest attempt that is one too many is old enough. */
function free({ frequency }: Rule, { attempts }: HoursQuestion, at: number): number {
  if (frequency === null) return at;
  const span = frequency.perHours * 3_600_000;
  const past = attempts.filter((attempt) => attempt <= at);
  const isFree = (moment: number) => past.filter((attempt) => moment - attempt < span).length < frequency.count;
  return (
    [at, ...past.map((attempt) => attempt + span)]
      .filter((moment) => moment >= at && isFree(moment))
      .sort((a, b) => a - b)[0] ?? at
  );
}

function isOpen(
  { windows, holidays }: Rule,
  local: number,
  { marginMinutes }: HoursQuestion,
  days: Map<string, string>,
): boolean {
  const date = new Date(local);
  const day = date.toISOString().slice(0, 10);
  const key = `${holidays.set} ${day}`;
  const isClosed =
    holidays.rule !== "none" &&
    (days.get(key) ?? days.set(key, closed(holidays.set ?? "", day) ? "closed" : "open").get(key)) === "closed";
  const minutes = date.getUTCHours() * 60 + date.getUTCMinutes();
  const weekday = String(date.getUTCDay() || 7);
  const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return (
    !isClosed &&
    windows.some(
      ({ days: on, from, to }) => on.includes(weekday) && clock(from) <= minutes && minutes < clock(to) - marginMinutes,
    )
  );
}

const EASTER: Readonly<Record<string, string>> = {
  "2024": "2024-03-31",
  "2025": "2025-04-20",
  "2026": "2026-04-05",
  "2027": "2027-03-28",
  "2028": "2028-04-16",
  "2029": "2029-04-01",
};

interface Days {
  readonly include?: readonly string[];
  readonly days: readonly {
    readonly name: string;
    readonly date?: string;
    readonly nth?: string;
    readonly easter?: number;
  }[];
  readonly observed?: string;
}

const sets: Readonly<Record<string, Days>> = file.holidaySets;
const shifted = (day: string, by: number) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
const named = (day: string) => new Date(day).toUTCString().slice(0, 3);

function closed(name: string, day: string): boolean {
  const { include = [], days, observed = "" } = sets[name] ?? { days: [] };
  const own = (date: string) => days.some((holiday) => falls(holiday, date));
  const goesOn = observed.includes("Saturday -> Monday");
  const moves = (date: string, weekday: string, by: number) => named(date) === weekday && shifted(date, by) === day;
  const isSubstitute = [-2, -1, 1]
    .map((by) => shifted(day, by))
    .some((date) => {
      if (!own(date)) return false;
      if (observed.includes("Saturday -> Friday") && moves(date, "Sat", -1)) return true;
      if (goesOn && moves(date, "Sat", 2)) return true;
      // Of two on one weekend, the second goes a day further.
      const further = goesOn && own(shifted(date, -1)) ? 2 : 1;
      return observed.includes("Sunday -> Monday") && moves(date, "Sun", further);
    });
  return own(day) || isSubstitute || include.some((each) => closed(each, day));
}

function falls({ name, date, nth, easter }: Days["days"][number], day: string): boolean {
  const year = day.slice(0, 4);
  if (name.includes("even years") && Number(year) % 2 === 1) return false;
  if (date !== undefined) return day === `${year}-${date}`;
  if (easter !== undefined) return day === shifted(EASTER[year] ?? "", easter);
  const [, before, limit] = /^(\w{3}) before (\S+)$/.exec(nth ?? "") ?? [];
  if (before !== undefined)
    return named(day) === before && day < `${year}-${limit}` && shifted(day, 7) >= `${year}-${limit}`;
  const [, after, rest] = /^(\w{3}) after (.*)$/.exec(nth ?? "") ?? [];
  // The first such day behind the other one.
  if (after !== undefined)
    return (
      named(day) === after && [1, 2, 3, 4, 5, 6, 7].some((by) => falls({ name, nth: rest ?? "" }, shifted(day, -by)))
    );
  const [which, weekday, month] = (nth ?? "").split(" ");
  if (named(day) !== weekday || day.slice(5, 7) !== month) return false;
  const place = Math.ceil(Number(day.slice(8)) / 7);
  return which === "last" ? shifted(day, 7).slice(5, 7) !== month : place === Number(which);
}

/** Provinces whose clocks stand since the first of November 2026. */
const STANDING: Readonly<Record<string, number>> = {
  "America/Vancouver": -7,
  "America/Edmonton": -6,
  "America/Winnipeg": -5,
};

const offsets = new Map<string, number>();

/** The wall's time, as if it were UTC. A day that begins and ends with one offset has no other. */
function wall(zone: string, at: number): number {
  const day = Math.floor(at / DAY) * DAY;
  const [first, last] = [offset(zone, day), offset(zone, day + DAY)];
  return at + (first === last ? first : offset(zone, at));
}

function offset(zone: string, at: number): number {
  const standing = STANDING[zone];
  if (standing !== undefined && at >= Date.parse("2026-11-01T12:00:00Z")) return standing * 3_600_000;
  const minute = Math.floor(at / 60_000) * 60_000;
  const key = `${zone} ${minute}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const text = new Date(minute).toLocaleString("sv-SE", { timeZone: zone });
  const found = Date.parse(`${text.replace(" ", "T")}Z`) - minute;
  offsets.set(key, found);
  return found;
}
