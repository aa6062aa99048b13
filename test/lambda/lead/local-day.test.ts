import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn, daysLater, hourIn, startOfDay } from "../../../lambda/lead/local-day.ts";

const zones = [
  "UTC",
  "America/New_York",
  "Pacific/Auckland",
  "Asia/Kolkata",
  "America/Havana",
  "Africa/Cairo",
  "Pacific/Apia",
];

describe("a day in a zone", () => {
  it("begins when its clocks say so, also on days on which they change", () => {
    expect(startOfDay("UTC", "2026-06-15").toISOString()).toBe("2026-06-15T00:00:00.000Z");
    expect(startOfDay("America/New_York", "2026-06-15").toISOString()).toBe("2026-06-15T04:00:00.000Z");
    expect(startOfDay("America/New_York", "2026-03-08").toISOString()).toBe("2026-03-08T05:00:00.000Z");
    expect(startOfDay("America/New_York", "2026-03-09").toISOString()).toBe("2026-03-09T04:00:00.000Z");
    // Clocks there go forward at midnight: the day begins at one.
    expect(startOfDay("Africa/Cairo", "2026-04-24").toISOString()).toBe("2026-04-23T22:00:00.000Z");
    expect(daysLater("2026-02-28", 1)).toBe("2026-03-01");
    expect(hourIn("Asia/Kolkata", Date.parse("2026-06-15T20:00:00Z"))).toBe(1);
  });

  it("has each moment in it that lies between its beginning and the next day's", () => {
    const moment = fc.date({ min: new Date("2025-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, (zone, at) => {
        const date = dayIn(zone, at);
        expect(startOfDay(zone, date).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(startOfDay(zone, daysLater(date, 1)).getTime()).toBeGreaterThan(at.getTime());
      }),
    );
  });
});
