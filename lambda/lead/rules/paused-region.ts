import { barredBy, gateOn, isClosed } from "../gates.ts";
import { placesOf } from "../hours/places.ts";
import type { Lead } from "../lead.ts";
import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * A state in which nobody is to be rung for a while, such as one whose governor has declared an emergency: paused in the
 * configuration, or by a command, which closes a gate. It holds whoever may be there.
 */
export const pausedRegion = rule("pausedRegion", ["hours", "gates"], (lead, { hours, gates }, now) => {
  const closed = gates.filter((gate) => barredBy(gate.on).kind === "region" && isClosed(gate, now));
  if (hours.pausedRegions.length === 0 && closed.length === 0) return dialNow;
  const regions = regionsOf(lead);
  if (regions.some((region) => hours.pausedRegions.includes(region))) return hold("paused", "rule");
  const barred = closed.find(({ on }) => regions.some((region) => gateOn.region(region) === on));
  return barred ? hold("paused", "rule", barred.on) : dialNow;
});

/** The states and provinces in which a lead's person may be; none where no place is known, which another rule holds. */
export function regionsOf({ person, place }: Lead): string[] {
  const found = person.phone === undefined ? undefined : placesOf(person.phone, place ?? {});
  return found?.kind === "known" ? found.places.flatMap(({ region }) => region ?? []) : [];
}
