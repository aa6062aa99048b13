import type { StatedPlace } from "../lead.ts";
import { wallSeconds } from "./clock.ts";
import { attemptAllowedFrom } from "./frequency.ts";
import type { Place } from "./place.ts";
import { type Pack, rulesOf } from "./rules-of-place.ts";
import type { HoursRule } from "./tables-shape.ts";
import { DAY_SECONDS, isInForce, secondsUntilOpen } from "./windows.ts";

/** Who is to be rung, under which rules. */
export interface HoursQuestion {
  readonly pack: Pack;
  /** In E.164. */
  readonly phone: string;
  readonly stated: StatedPlace;
  /** When the person was rung, or may have been, in milliseconds since 1970. */
  readonly attempts: readonly number[];
  /** So many minutes before a window's end it is taken for closed: the agent rings first, the person after. */
  readonly marginMinutes: number;
}

/** What one rule says at one place. */
export interface Ruling {
  readonly rule: HoursRule;
  readonly place: Place;
  /** What the clock shows there, in seconds since 1970. */
  readonly wall: number;
  /** How long that clock has to run until the rule allows a call: 0 where it does, undefined where it does not for days. */
  readonly opensIn: number | undefined;
  /** From when the rule's limit allows one more attempt, in milliseconds since 1970. */
  readonly attemptFrom: number;
}

/** What every rule that is in force says at every place. */
export const rulingsAt = (places: readonly Place[], question: HoursQuestion, at: number): Ruling[] =>
  places.flatMap((place) => {
    const wall = wallSeconds(place.zone, at);
    const { pack, attempts, marginMinutes } = question;
    const inForce = rulesOf(place, pack).filter((rule) => isInForce(rule, Math.floor(wall / DAY_SECONDS)));
    return inForce.map((rule) => ({
      rule,
      place,
      wall,
      opensIn: secondsUntilOpen(rule, wall, marginMinutes),
      attemptFrom: rule.frequency ? attemptAllowedFrom(rule.frequency, attempts, at) : at,
    }));
  });
