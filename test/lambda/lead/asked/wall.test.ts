import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentOf } from "../../../../lambda/lead/asked/wall.ts";
import { wallSeconds } from "../../../../lambda/lead/hours/clock.ts";

const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;
const momentIn = (zone: string, text: string): string => momentOf(zone, wall(text)).toISOString();

describe("a time that clocks on the wall show", () => {
  it("is the first of two where they are put back", () => {
    expect(momentIn("America/New_York", "2026-11-01T01:30:00")).toBe("2026-11-01T05:30:00.000Z");
    expect(momentIn("Europe/Berlin", "2026-10-25T02:30:00")).toBe("2026-10-25T00:30:00.000Z");
    expect(momentIn("Australia/Lord_Howe", "2026-04-05T01:45:00")).toBe("2026-04-04T14:45:00.000Z");
  });

  it("is as much later as they are put forward, where they leave it out", () => {
    expect(momentIn("America/New_York", "2026-03-08T02:30:00")).toBe("2026-03-08T07:30:00.000Z");
    expect(momentIn("Europe/Berlin", "2026-03-29T02:30:00")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("is read by the clock that a province keeps since the runtime's data was made", () => {
    expect(momentIn("America/Vancouver", "2026-12-03T09:00:00")).toBe("2026-12-03T16:00:00.000Z");
  });

  it("is the first moment at which they show it, whenever they do", () => {
    const zones = ["America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "UTC"];
    const minutes = fc.integer({ min: wall("2026-01-01T00:00:00") / 60, max: wall("2028-01-01T00:00:00") / 60 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const shown = minute * 60;
        // Looked for, minute by minute, where no offset of the world leads further.
        const around = Array.from({ length: 5 * 24 }, (_, hour) => (shown + (hour - 60) * 900) * 1000);
        const first = [...around, ...around.map((at) => at + 15 * 3600_000), ...around.map((at) => at - 15 * 3600_000)]
          .filter((at) => wallSeconds(zone, at) === shown)
          .sort((one, other) => one - other)[0];
        if (first !== undefined) expect(momentOf(zone, shown).getTime()).toBe(first);
        else expect(wallSeconds(zone, momentOf(zone, shown).getTime())).toBeGreaterThan(shown);
      }),
    );
  });
});
