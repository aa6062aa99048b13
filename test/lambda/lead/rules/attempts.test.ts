import { expect, it } from "vitest";
import type { Pack } from "../../../../lambda/lead/hours/rules-of-place.ts";
import { attempts, countsAttempts } from "../../../../lambda/lead/rules/attempts.ts";
import { aLead, fromNoon, hours } from "../../../fakes/leads.ts";

const rules = (pack: Pack | "off") => ({ pack, marginMinutes: 10, pausedRegions: [] });
const florida = aLead({ phone: "+13055550123" });
const newYork = aLead({ phone: "+12125550123" });
const rung = (...hoursAgo: number[]) => hoursAgo.map((ago) => fromNoon((3 - ago) * hours).getTime());
const judge = (lead: typeof florida, times: number[], pack: Pack | "off" = "conservative") =>
  attempts.judge(lead, { hours: rules(pack), attempts: times }, fromNoon(3 * hours));

it("F54: a person who was rung as often as a law allows is rung again when the oldest attempt counts no more", () => {
  expect(judge(florida, rung(20, 2, 1))).toEqual({
    dial: "later",
    reason: "called-too-often",
    at: fromNoon(7 * hours),
    isLong: true,
  });
  expect(judge(florida, rung(2, 1))).toEqual({ dial: "now" });
  expect(judge(florida, rung(25, 2, 1))).toEqual({ dial: "now" });
});

it("a person who asked for the call, or whose source keeps no hours, is rung as often as no law counts", () => {
  expect(judge(florida, rung(20, 2, 1), "requested")).toEqual({ dial: "now" });
  expect(judge(florida, rung(20, 2, 1), "off")).toEqual({ dial: "now" });
  expect(judge(newYork, rung(3, 2, 1))).toEqual({ dial: "now" });
});

it("a person whose places disagree, and whom an operator released, is rung no more often than a law allows", () => {
  const torn = aLead({ phone: "+13055550123", place: { zone: "Asia/Tokyo" } });
  const decision = attempts.judge(
    torn,
    { hours: rules("conservative"), attempts: rung(20, 2, 1) },
    fromNoon(3 * hours),
  );
  expect(decision).toMatchObject({ dial: "later", reason: "called-too-often" });
});

it("when a person was rung is looked up only where a law counts it", () => {
  expect(countsAttempts(florida, rules("conservative"))).toBe(true);
  expect(countsAttempts(florida, rules("requested"))).toBe(false);
  expect(countsAttempts(florida, rules("off"))).toBe(false);
  expect(countsAttempts(newYork, rules("conservative"))).toBe(false);
  expect(countsAttempts({ ...newYork, place: { state: "FL" } }, rules("conservative"))).toBe(true);
});
