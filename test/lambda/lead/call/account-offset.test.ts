import { describe, expect, it } from "vitest";
import { type AccountClock, learned, offsetShown } from "../../../../lambda/lead/call/account-offset.ts";
import { fromNoon, hours, minutes, noon } from "../../../fakes/leads.ts";

describe("one call of a dial of ours", () => {
  const began = { after: noon, before: fromNoon(5 * minutes) };

  it.each([
    ["2026-06-15 09:02:05", -180],
    ["2026-06-15 12:00:05", 0],
    ["2026-06-15 17:47:05", 345],
    ["2026-06-15 04:59:01", -420],
  ])("shows how far the clock is ahead: %s", (rest, offset) => {
    expect(offsetShown(rest, began)).toBe(offset);
  });

  it("shows nothing where its webhook says that it began before our dial: it is an older one that tells our ref", () => {
    expect(offsetShown("2026-06-15 11:50:05", began)).toBe(-15);
    expect(offsetShown("2026-06-15 11:50:05", began, fromNoon(-10 * minutes))).toBeUndefined();
  });

  it("shows nothing where several offsets explain its time", () => {
    expect(offsetShown("2026-06-15 09:02:05", { after: noon, before: fromNoon(hours) })).toBeUndefined();
  });
});

describe("the clock of an account", () => {
  const show = (clock: AccountClock | undefined, leadId: string, offsetMinutes: number, at = noon) =>
    learned(clock, { account: "main", callId: `call of ${leadId}`, leadId, offsetMinutes }, at);
  const first = show(undefined, "1", -180) as AccountClock;
  const known = show(first, "2", -180) as AccountClock;

  it("is believed when the calls of two leads have shown it", () => {
    expect(first.sure).toBeUndefined();
    expect(show(first, "1", -180)).toBeUndefined();
    expect(known).toMatchObject({ sure: { offsetMinutes: -180, callId: "call of 2" } });
  });

  it("is not written again for a call that says the same, but twice a day", () => {
    expect(show(known, "3", -180)).toBeUndefined();
    expect(show(known, "3", -180, fromNoon(12 * hours))).toMatchObject({ sure: { callId: "call of 3" } });
  });

  it("changes when the calls of two leads say so, not for one", () => {
    const doubted = show(known, "3", -120) as AccountClock;
    expect(doubted.sure?.offsetMinutes).toBe(-180);
    expect(show(doubted, "3", -120)).toBeUndefined();
    expect(show(doubted, "4", -120)).toMatchObject({ sure: { offsetMinutes: -120 } });
  });

  it("is sure again when the next call agrees with it", () => {
    const doubted = show(known, "3", -120) as AccountClock;
    expect(show(doubted, "4", -180)?.doubt).toBeUndefined();
  });
});
