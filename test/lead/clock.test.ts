import { describe, expect, it } from "vitest";
import { type AccountClock, learned, offsetShown } from "../../lambda/lead/clock.ts";
import { noon } from "../fakes/leads.ts";

describe("one call heard of in both ways", () => {
  it.each([
    ["2026-01-29 18:02:05", "2026-01-29T18:02:05-03:00", -180],
    ["2026-01-29 21:02:06", "2026-01-29T18:02:05-03:00", 0],
    ["2026-01-30 02:47:05", "2026-01-29T18:02:05-03:00", 345],
    ["2026-01-29 14:01:40", "2026-01-29T14:02:05-07:00", -420],
  ])("shows how far the clock is ahead: %s for %s", (rest, told, minutes) => {
    expect(offsetShown(rest, new Date(told))).toBe(minutes);
  });

  it.each([
    ["seven minutes apart", "2026-01-29 18:09:05"],
    ["a day apart", "2026-01-30 21:02:05"],
    ["a time with a zone", "2026-01-29T21:02:05Z"],
    ["nothing", undefined],
  ])("shows nothing when it is %s", (_what, rest) => {
    expect(offsetShown(rest, new Date("2026-01-29T21:02:05Z"))).toBeUndefined();
  });
});

describe("the clock of an account", () => {
  const show = (clock: AccountClock | undefined, callId: string, offsetMinutes: number) =>
    learned(clock, { account: "main", callId, offsetMinutes }, noon);
  const known = show(undefined, "1", -180) as AccountClock;

  it("is learned from the first call", () => {
    expect(known).toEqual({ account: "main", offsetMinutes: -180, callId: "1", learnedAt: noon.toISOString() });
  });

  it("is not written again for a call that says the same", () => {
    expect(show(known, "2", -180)).toBeUndefined();
  });

  it("changes when two calls say so, not for one", () => {
    const doubted = show(known, "2", -120) as AccountClock;
    expect(doubted.offsetMinutes).toBe(-180);
    expect(show(doubted, "2", -120)).toBeUndefined();
    expect(show(doubted, "3", -120)).toMatchObject({ offsetMinutes: -120, callId: "3" });
  });

  it("is sure again when the next call agrees with it", () => {
    const doubted = show(known, "2", -120) as AccountClock;
    expect(show(doubted, "3", -180)).toEqual(known);
  });
});
