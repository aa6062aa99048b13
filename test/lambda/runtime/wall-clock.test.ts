import { expect, it } from "vitest";
import { offsetMs } from "../../../lambda/callingly/time.ts";
import { wallSeconds } from "../../../lambda/lead/hours/clock.ts";
import { wallClock } from "../../../lambda/runtime/wall-clock.ts";

it("a clock on the wall shows its own time, also at midnight and under another name of its zone", () => {
  const midnight = Date.parse("2026-06-15T04:00:00Z");
  const { zone, showsAt } = wallClock("US/Eastern");
  expect(new Date(showsAt(midnight) * 1000).toISOString()).toBe("2026-06-15T00:00:00.000Z");
  expect(["America/New_York", "US/Eastern"]).toContain(zone);
  expect(() => wallClock("Nowhere/Land")).toThrow(RangeError);
});

it("calling hours and the times of Callingly go by the same clock, where the runtime has not missed a change", () => {
  for (const zone of ["America/New_York", "Europe/Paris", "Asia/Kolkata"])
    for (const at of ["2026-03-08T07:00:00Z", "2026-11-01T06:30:00Z"].map((text) => Date.parse(text)))
      expect(wallSeconds(zone, at) * 1000 - at).toBe(offsetMs(new Date(at), zone));
});
