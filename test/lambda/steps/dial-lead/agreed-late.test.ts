import { expect, it } from "vitest";
import { aTown, dana, eventsOf } from "../../../fakes/asked-town.ts";
import { hours } from "../../../fakes/leads.ts";

/** It is 8:00 in New York. */

it.each([
  ["five hours after another request was called is another call", "17:00", 2],
  ["half an hour after another request was called is that call", "12:30", 1],
])("a booking that is told late, for %s", async (_, time, rings) => {
  const town = aTown();
  await town.post("program", { ...dana, id: "1" });
  await town.tick();
  town.clock.pass(7 * hours);
  for (const event of eventsOf([`2026-06-15T${time}:00.000Z`], false)) await town.post("calendar", event);
  await town.until("2026-06-16T08:00:00Z");
  expect(town.rung).toHaveLength(rings);
});
