import { describe, expect, it } from "vitest";
import { isZone, wallSeconds } from "../../../../lambda/lead/hours/clock.ts";
import { tables } from "../../../../lambda/lead/hours/tables.ts";

const shown = (zone: string, at: string) =>
  new Date(wallSeconds(zone, Date.parse(at)) * 1000).toISOString().slice(0, 16);

describe("the clock on the wall", () => {
  it.each<[zone: string, summer: string, winter: string, spring: string]>([
    ["America/Vancouver", "2026-07-01T05:00", "2026-12-01T05:00", "2027-07-01T05:00"],
    ["Canada/Pacific", "2026-07-01T05:00", "2026-12-01T05:00", "2027-07-01T05:00"],
    ["America/Edmonton", "2026-07-01T06:00", "2026-12-01T06:00", "2027-07-01T06:00"],
    ["America/Inuvik", "2026-07-01T06:00", "2026-12-01T06:00", "2027-07-01T06:00"],
    ["America/Winnipeg", "2026-07-01T07:00", "2026-12-01T07:00", "2027-07-01T07:00"],
    ["america/winnipeg", "2026-07-01T07:00", "2026-12-01T07:00", "2027-07-01T07:00"],
  ])("of %s stands since November 2026, whatever the runtime knows", (zone, summer, winter, spring) => {
    expect(shown(zone, "2026-07-01T12:00:00Z")).toBe(summer);
    expect(shown(zone, "2026-12-01T12:00:00Z")).toBe(winter);
    expect(shown(zone, "2027-07-01T12:00:00Z")).toBe(spring);
  });

  it("of Cuba and Morocco keeps what they decided in 2026, and of Cuba no longer than that", () => {
    expect(shown("America/Havana", "2026-12-01T12:00:00Z")).toBe("2026-12-01T08:00");
    expect(shown("America/Havana", "2027-12-01T12:00:00Z")).toBe("2027-12-01T07:00");
    expect(shown("Africa/Casablanca", "2026-12-01T12:00:00Z")).toBe("2026-12-01T12:00");
  });

  it("of a province that changed was winter's before", () => {
    expect(shown("America/Vancouver", "2026-01-15T12:00:00Z")).toBe("2026-01-15T04:00");
  });

  it("goes on without a step where the change was left out", () => {
    const before = wallSeconds("America/Winnipeg", Date.parse("2026-11-01T06:59:59Z"));
    expect(wallSeconds("America/Winnipeg", Date.parse("2026-11-01T07:00:00Z"))).toBe(before + 1);
  });

  it("shows midnight as the day's first second", () => {
    expect(shown("America/New_York", "2026-12-01T05:00:00Z")).toBe("2026-12-01T00:00");
  });

  it("is known for every zone of the tables, and for no invented one", () => {
    expect(tables.zones.filter((zone) => !isZone(zone))).toEqual([]);
    expect(isZone("Mars/Olympus")).toBe(false);
    // The runtime takes these for Dhaka's, Alaska's, Kolkata's and Cairo's.
    for (const letters of ["BST", "AST", "IST", "art", "EST"]) expect(isZone(letters), letters).toBe(false);
    for (const name of ["UTC", "GMT", "CET", "Japan", "EST5EDT", "US/Eastern", "+05:30"])
      expect(isZone(name), name).toBe(true);
  });
});
