import { describe, expect, it } from "vitest";
import type { Asked } from "../../../../lambda/lead/asked/record.ts";
import { askedTime } from "../../../../lambda/lead/rules/asked-time.ts";
import { aLead, days, fromNoon, hours, noon } from "../../../fakes/leads.ts";

const policies = { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [] };
const asking = (text: string, more: Partial<Asked> = {}) => ({
  ...aLead({ phone: "+12125550123" }),
  asked: { text, said: noon.toISOString(), ...more },
});
const judge = (lead: Parameters<typeof askedTime.judge>[0], now = noon, accountZone = "UTC") =>
  askedTime.judge(lead, { policies, accountZone }, now);

describe("a person who asked for a time", () => {
  const nine = new Date("2026-06-16T13:00:00Z");

  it("waits until then, to the millisecond, and the moment that was read is kept", () => {
    const lead = asking("tomorrow at 9");
    expect(judge(lead)).toEqual({
      dial: "later",
      reason: "asked-time",
      at: nine,
      isLong: true,
      asked: { ...lead.asked, at: nine.toISOString(), zone: "America/New_York", by: "place" },
    });
    expect(judge(lead, new Date(nine.getTime() - 1))).toMatchObject({ dial: "later" });
    expect(judge(lead, nine)).toEqual({ dial: "now" });
  });

  it("is rung at once when an operator has released the lead since, and waits again when another time was named after that", () => {
    const lead = asking("tomorrow at 9");
    const released = { ...lead, asked: { ...lead.asked, isLifted: true }, releasedAt: fromNoon(hours).toISOString() };
    expect(judge(released, fromNoon(hours))).toEqual({ dial: "now" });
    const asked = { ...lead.asked, said: fromNoon(2 * hours).toISOString() };
    expect(judge({ ...released, asked }, fromNoon(3 * hours))).toMatchObject({ dial: "later", at: nine });
  });

  it("may ask for ninety days ahead, and for what is over as long as the lead would not be too old by it", () => {
    const at = (ms: number) => asking(fromNoon(ms).toISOString());
    expect(judge(at(90 * days))).toMatchObject({ dial: "later" });
    expect(judge(at(90 * days + 1000))).toMatchObject({ dial: "held", reason: "asked-time-far", for: "person" });
    expect(judge(at(-12 * hours))).toEqual({ dial: "now" });
    expect(judge(at(-12 * hours - 60_000))).toMatchObject({ dial: "held", reason: "asked-time-past", for: "person" });
  });

  it("is asked about where that stands in a place made for it and cannot be read, and rung at once elsewhere", () => {
    expect(judge(asking("in the morning"))).toEqual({ dial: "now" });
    expect(judge(asking("in the morning", { isSure: true }))).toMatchObject({
      dial: "held",
      reason: "asked-time-unclear",
      detail: "no day and hour could be read from what was asked",
    });
  });

  it("is rung at once who asked for nothing", () => {
    expect(judge(aLead())).toEqual({ dial: "now" });
  });
});
