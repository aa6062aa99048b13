import { expect, it } from "vitest";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { booking } from "../../../../lambda/lead/rules/booking.ts";
import type { BookingEnd } from "../../../../lambda/lead/rules/rule.ts";
import { aLead, fromNoon, hours, noon } from "../../../fakes/leads.ts";

const lead = aLead({ booking: "b1", externalId: "b1" });
const judge = (about: Lead, bookingEnd: BookingEnd | null = null, servesOthers = false) =>
  booking.judge(about, { bookingEnd, servesOthers }, noon);
const moved = { why: "moved", at: fromNoon(-hours).toISOString() } as const;

it("an appointment that stands is called", () => {
  expect(judge(lead)).toEqual({ dial: "now" });
});

it("one that was moved or cancelled ends its lead, whether that was said before the lead came or after", () => {
  expect(judge(lead, moved)).toEqual({ dial: "never", reason: "booking-moved" });
  expect(judge(lead, { ...moved, why: "cancelled" })).toEqual({ dial: "never", reason: "booking-cancelled" });
  const stop = { at: noon.toISOString(), booking: "cancelled" } as const;
  expect(judge({ ...lead, stop })).toEqual({ dial: "never", reason: "booking-cancelled" });
});

it("an operator decides where the ring is for others as well, and may have it rung since", () => {
  expect(judge(lead, moved, true)).toMatchObject({ dial: "held", reason: "record-stopped-shared", for: "person" });
  expect(judge({ ...lead, releasedAt: noon.toISOString() }, moved)).toEqual({ dial: "now" });
});
