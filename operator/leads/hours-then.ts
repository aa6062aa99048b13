import { wallSeconds } from "../../lambda/lead/hours/clock.ts";
import { placesOf } from "../../lambda/lead/hours/places.ts";
import { DAY_SECONDS } from "../../lambda/lead/hours/windows.ts";
import { wallWords } from "../../lambda/lead/hours/words.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { hoursOf } from "../../lambda/lead/rules/calling-hours.ts";
import type { Stage } from "../stage/stage.ts";
import { momentAndSpan } from "../words/times.ts";

/** Where the day of a person begins and ends, for a warning: it is no rule. */
const MORNING_HOUR = 8;
const EVENING_HOUR = 21;

/**
 * What an operator has to know who names a moment for a lead: that the hours of its person's place are closed then, or
 * that it is night there although the source keeps no hours. Empty where neither is so.
 */
export function hoursThen(lead: Lead, at: Date, { bridge, now }: Pick<Stage, "bridge" | "now">): string {
  const found = hoursOf(lead, bridge.hoursRules(lead.source), at);
  if (found?.verdict === "later")
    return `That is outside the hours of the person's place (${found.why}): it rings when they open, ${momentAndSpan(found.nextAt, now())}.`;
  if (found !== undefined) return "";
  const [night] = nightsAt(lead, at);
  return night === undefined
    ? ""
    : `It is in the night there (${night}), and the source keeps no hours: it rings then.`;
}

function nightsAt({ person: { phone }, place = {} }: Lead, at: Date): string[] {
  const found = phone === undefined ? undefined : placesOf(phone, place);
  const zones = found?.kind === "known" ? [...new Set(found.places.map(({ zone }) => zone))] : [];
  return zones.flatMap((zone) => {
    const wall = wallSeconds(zone, at.getTime());
    const hour = Math.floor((wall % DAY_SECONDS) / 3600);
    return hour < MORNING_HOUR || hour >= EVENING_HOUR ? [`${wallWords(wall)} in ${zone}`] : [];
  });
}
