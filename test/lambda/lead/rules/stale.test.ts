import { expect, it } from "vitest";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { stale } from "../../../../lambda/lead/rules/stale.ts";
import { aLead, fromNoon, hours } from "../../../fakes/leads.ts";

const policies = { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [] };
const judge = (lead: Lead, now: Date) => stale.judge(lead, { policies }, now);
const held = { dial: "held", reason: "stale", for: "person" };

it("a lead that waited too long waits for a person", () => {
  expect(judge(aLead(), fromNoon(12 * hours))).toEqual({ dial: "now" });
  expect(judge(aLead(), fromNoon(12 * hours + 1))).toEqual(held);
});

it("a person who releases a lead makes it as young as if it had just come", () => {
  const released = { ...aLead(), releasedAt: fromNoon(12 * hours).toISOString() };
  expect(judge(released, fromNoon(13 * hours))).toEqual({ dial: "now" });
  expect(judge(released, fromNoon(25 * hours))).toEqual(held);
});
