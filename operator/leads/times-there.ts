import { wallSeconds } from "../../lambda/lead/hours/clock.ts";
import { placesOf } from "../../lambda/lead/hours/places.ts";
import { wallWords } from "../../lambda/lead/hours/words.ts";
import type { StatedPlace } from "../../lambda/lead/lead.ts";

/** What the clocks show at a moment in each zone in which a person may be: `Wed 08:00 in America/New_York`. */
export function timesThere(phone: string, place: StatedPlace | undefined, at: Date): string[] {
  const found = placesOf(phone, place ?? {});
  const zones = found.kind === "known" ? found.places.map(({ zone }) => zone) : [];
  return [...new Set(zones)].map((zone) => `${wallWords(wallSeconds(zone, at.getTime()))} in ${zone}`);
}
