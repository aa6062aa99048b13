import { type Counts, type DayNumbers, type Fate, fates, names, sum } from "./day-numbers.ts";
import { percentile } from "./speed.ts";

/** What is said of numbers: figures of counts, and the parts that they can be told apart by. */

export interface Figures extends Readonly<Record<Fate, number>> {
  readonly came: number;
  /** By reason; `none` of those that nothing holds. */
  readonly waitingFor: Counts;
  readonly heldFor: Counts;
  /** Of leads that were rung: the best that came of their calls. */
  readonly outcomes: Counts;
  /** From when a lead came until Callingly took its call. */
  readonly speed: SpeedFigures;
  /** The same from an operator's release, of leads that were released. */
  readonly speedAfterRelease: SpeedFigures;
  /** By CRM. */
  readonly results: Readonly<Record<string, ResultFigures>>;
}

/** In seconds; null where there is none. Percentiles are off by an eighth at most. */
export interface SpeedFigures {
  readonly leads: number;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface ResultFigures {
  readonly written: number;
  /** An operator has to make them possible. */
  readonly parked: number;
  /** Under way. */
  readonly pending: number;
}

export interface HourFigures {
  readonly hour: number;
  readonly attempts: number;
  /** Of the attempts, those in which the person was reached. */
  readonly contacts: number;
}

export function figuresOf(counts: Counts): Figures {
  const ofFates = Object.fromEntries(fates.map((fate) => [fate, counts[fate] ?? 0])) as Record<Fate, number>;
  const [written, parked, pending] = [names.written, names.parked, names.pending].map((name) => under(counts, name));
  const crms = [written, parked, pending].flatMap((each = {}) => Object.keys(each));
  return {
    came: counts.came ?? 0,
    ...ofFates,
    waitingFor: under(counts, names.waiting),
    heldFor: under(counts, names.held),
    outcomes: under(counts, names.outcome),
    speed: speedFigures(under(counts, (bucket) => names.speed(bucket as never))),
    speedAfterRelease: speedFigures(under(counts, (bucket) => names.released(bucket as never))),
    results: Object.fromEntries(
      [...new Set(crms)].map((crm) => [
        crm,
        { written: written?.[crm] ?? 0, parked: parked?.[crm] ?? 0, pending: pending?.[crm] ?? 0 },
      ]),
    ),
  };
}

/** The counts whose name begins alike, by the rest of it. */
function under(counts: Counts, name: (of: string) => string): Counts {
  const start = name("");
  return Object.fromEntries(
    Object.entries(counts).flatMap(([each, count]) =>
      each.startsWith(start) ? [[each.slice(start.length), count]] : [],
    ),
  );
}

function speedFigures(counts: Counts): SpeedFigures {
  const buckets = new Map(Object.entries(counts).map(([bucket, count]) => [Number(bucket), count]));
  const leads = Object.values(counts).reduce((total, count) => total + count, 0);
  return { leads, p50: percentile(buckets, 0.5) ?? null, p90: percentile(buckets, 0.9) ?? null };
}

export const hourFigures = ({ hours }: DayNumbers): HourFigures[] =>
  Array.from({ length: 24 }, (_, hour) => ({
    hour,
    attempts: hours[names.attempts(hour)] ?? 0,
    contacts: hours[names.contacts(hour)] ?? 0,
  })).filter(({ attempts }) => attempts > 0);

export interface HourSpeed extends SpeedFigures {
  /** In which the leads came. */
  readonly hour: number;
}

/** How fast leads were called, by the hour in which they came; hours in which none came that was called are left out. */
export const speedByHour = ({ hours }: DayNumbers): HourSpeed[] =>
  Array.from({ length: 24 }, (_, hour) => ({
    hour,
    ...speedFigures(under(hours, (bucket) => names.speedAt(hour, bucket as ""))),
  })).filter(({ leads }) => leads > 0);

export const total = ({ cells }: DayNumbers): Counts =>
  Object.values(cells)
    .flatMap((teams) => Object.values(teams))
    .reduce(sum, {});

export const bySource = ({ cells }: DayNumbers): Map<string, Counts> =>
  new Map(Object.entries(cells).map(([source, teams]) => [source, Object.values(teams).reduce(sum, {})]));

export function byTeam({ cells }: DayNumbers): Map<string, Counts> {
  const teams = new Map<string, Counts>();
  for (const each of Object.values(cells))
    for (const [team, counts] of Object.entries(each)) teams.set(team, sum(teams.get(team) ?? {}, counts));
  return teams;
}
