import { type WallClock, wallClock } from "../../runtime/wall-clock.ts";
import { changedClocks } from "./changed-clocks.ts";

/**
 * What the clocks on the wall show at a moment, as seconds since 1970 in their own time: so a day of the wall is 86 400
 * of them, and two walls are compared by numbers.
 */
export function wallSeconds(zone: string, at: number): number {
  const { showsAt, changed } = clockOf(zone);
  if (changed && at >= changed.from && at < (changed.until ?? Number.POSITIVE_INFINITY))
    return Math.floor(at / 1000) + changed.offsetMinutes * 60;
  return showsAt(at);
}

/**
 * Whether the runtime knows a zone of that name. Most of the names of three letters that it takes are of old programs, and
 * people mean others by them: `BST` is Dhaka's, `AST` Alaska's.
 */
export function isZone(zone: string): boolean {
  if (/^[a-z]{3}$/i.test(zone) && !UNMISTAKABLE.test(zone)) return false;
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

const UNMISTAKABLE = /^(?:UTC|UCT|GMT|CET|EET|MET|WET|HST|JST|PRC|ROC|ROK)$/i;

interface Clock extends WallClock {
  readonly changed: ReturnType<typeof changedClocks>;
}

const clocks = new WeakMap<WallClock, Clock>();

/** @throws RangeError where the runtime knows no such zone */
function clockOf(zone: string): Clock {
  const clock = wallClock(zone);
  const known = clocks.get(clock);
  if (known) return known;
  const changed = [zone, clock.zone].map(changedClocks).find((found) => found !== undefined);
  const made = { ...clock, changed };
  clocks.set(clock, made);
  return made;
}
