import { wallSeconds } from "./clock.ts";
import { attemptAllowedFrom } from "./frequency.ts";
import type { Place } from "./place.ts";
import { rulesOf } from "./rules-of-place.ts";
import type { HoursQuestion } from "./ruling.ts";
import { DAY_SECONDS, isInForce, secondsUntilOpen } from "./windows.ts";

/** What does not come within so many days comes by chance, if ever. */
export const SEARCH_DAYS = 8;

/** Each goes on to the opening of the rule that keeps closed longest: far more than there are in the days looked at. */
const MOST_ROUNDS = 60;

const MINUTE_MS = 60_000;

/**
 * The earliest whole minute, not before `from`, at which every rule allows a call at every place. No wall's time is ever
 * turned into a moment: the distance on the wall is added to the moment, and the clock there is read again.
 * @returns milliseconds since 1970; undefined where there is none within `SEARCH_DAYS`
 */
export function nextAllowed(places: readonly Place[], question: Asked, from: number): number | undefined {
  let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
  for (let round = 0; round < MOST_ROUNDS && at <= from + SEARCH_DAYS * DAY_SECONDS * 1000; round++) {
    const openings = places.map((place) => opening(place, question, at));
    if (openings.includes(undefined)) return undefined;
    const latest = Math.max(...openings.map((each) => each ?? at));
    if (latest === at) return at;
    at = latest;
  }
  return undefined;
}

type Asked = Pick<HoursQuestion, "pack" | "marginMinutes" | "attempts">;

/** When the rule of a place that keeps closed longest lets ring: `at` itself where all do. */
function opening(place: Place, { pack, marginMinutes, attempts }: Asked, at: number): number | undefined {
  const wall = wallSeconds(place.zone, at);
  // A limit that comes into force on the way counts the attempts before it as well.
  const limits = rulesOf(place, pack).filter((rule) => isInForce(rule, Math.floor(wall / DAY_SECONDS)));
  const allowed = limits.map(({ frequency }) => (frequency ? attemptAllowedFrom(frequency, attempts, at) : at));
  const rested = Math.ceil(Math.max(at, ...allowed) / MINUTE_MS) * MINUTE_MS;
  if (rested > at) return rested;
  const waits = rulesOf(place, pack).map((rule) => secondsUntilOpen(rule, wall, marginMinutes));
  if (waits.includes(undefined)) return undefined;
  const wait = Math.max(0, ...waits.map((each) => each ?? 0));
  if (wait === 0) return at;
  const reached = at + wait * 1000;
  // Where the clock was changed on the way, it shows another time than the one waited for.
  return reached + (wall + wait - wallSeconds(place.zone, reached)) * 1000;
}
