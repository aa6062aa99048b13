import { describe, expect, it } from "vitest";
import type { Lead, StatedPlace } from "../../../../lambda/lead/lead.ts";
import { callingHours } from "../../../../lambda/lead/rules/calling-hours.ts";
import type { HoursRules } from "../../../../lambda/lead/rules/rule.ts";
import { held } from "../../../../lambda/lead/states.ts";
import { aLead, days, fromNoon, hours, noon } from "../../../fakes/leads.ts";

const rules = (pack: HoursRules["pack"]): HoursRules => ({ pack, marginMinutes: 10, pausedRegions: [] });
const from = (phone: string, place?: StatedPlace): Lead => aLead({ phone, ...(place && { place }) });
const judge = (lead: Lead, pack: HoursRules["pack"], at: Date | string) =>
  callingHours.judge(lead, { hours: rules(pack) }, new Date(at));

const newYork = from("+12125550123");
const florida = from("+13055550123");

describe("a person", () => {
  it("is rung within the hours of their place", () => {
    expect(judge(newYork, "conservative", noon)).toEqual({ dial: "now" });
  });

  it("F53: is not rung before them, in the margin before their end, or after", () => {
    const tomorrow = { dial: "later", reason: "outside-hours", at: new Date("2026-06-16T12:00:00Z"), isLong: true };
    expect(judge(newYork, "requested", "2026-06-15T11:59:59Z")).toMatchObject({ dial: "later", at: noon });
    expect(judge(newYork, "requested", "2026-06-16T00:49:59Z")).toEqual({ dial: "now" });
    expect(judge(newYork, "requested", "2026-06-16T00:50:00Z")).toEqual(tomorrow);
    expect(judge(newYork, "requested", "2026-06-16T00:59:59Z")).toEqual(tomorrow);
    expect(judge(newYork, "requested", "2026-06-16T01:00:00Z")).toEqual(tomorrow);
  });

  it("who asked is rung when a state keeps only unasked calls away", () => {
    const evening = "2026-06-16T00:30:00Z";
    expect(judge(florida, "requested", evening)).toEqual({ dial: "now" });
    expect(judge(florida, "conservative", evening)).toMatchObject({ dial: "later", reason: "outside-hours" });
  });

  it("of a source that keeps no hours is rung at any", () => {
    expect(judge(newYork, "off", "2026-06-15T07:00:00Z")).toEqual({ dial: "now" });
  });

  it("is not rung as long as where they say to be has another hour", () => {
    const traveller = from("+12125550123", { country: "US", zone: "Pacific/Honolulu" });
    expect(judge(traveller, "requested", noon)).toMatchObject({ dial: "later", at: new Date("2026-06-15T18:00:00Z") });
  });
});

describe("a person whose hours nobody knows", () => {
  it.each<[string, Lead]>([
    ["place-unknown", from("+18005550199")],
    ["hours-unknown", from("+12125550123", { country: "MX" })],
    ["places-disagree", from("+12125550123", { country: "US", zone: "Asia/Kolkata", state: "HI" })],
  ])("is held for an operator (%s), whose release rings them", (reason, lead) => {
    expect(judge(lead, "requested", noon)).toEqual({ detail: expect.any(String), dial: "held", reason, for: "person" });
    const waiting = held(lead, reason as NonNullable<Lead["reason"]>, noon, { for: "person" }) as Lead;
    const released = { ...waiting, releasedAt: fromNoon(hours).toISOString() };
    expect(judge(released, "requested", fromNoon(hours))).toEqual({ dial: "now" });
  });

  it("is held all the same when the operator released the lead from another wait", () => {
    const stale = held(from("+18005550199"), "stale", noon, { for: "person" }) as Lead;
    const released = { ...stale, releasedAt: fromNoon(hours).toISOString() };
    expect(judge(released, "requested", fromNoon(hours))).toMatchObject({ reason: "place-unknown" });
  });
});

it("by rules that nobody has checked for a year only those are rung who asked", () => {
  const late = new Date(Date.parse("2026-11-28T16:00:00Z") + 366 * days);
  expect(judge(newYork, "conservative", late)).toEqual({ dial: "held", reason: "hours-outdated", for: "rule" });
  expect(judge(newYork, "requested", late)).toEqual({ dial: "now" });
});
