import { expect, it } from "vitest";
import { stopped } from "../../../../lambda/lead/rules/stopped.ts";
import { aLead, fromNoon, minutes, noon } from "../../../fakes/leads.ts";

const later = fromNoon(minutes).toISOString();

it("a lead whose record was stopped ends, by whichever of both says so", () => {
  const end = { dial: "never", reason: "record-stopped" };
  expect(stopped.judge(aLead(), { recordStoppedAt: later, servesOthers: false }, noon)).toEqual(end);
  expect(
    stopped.judge({ ...aLead(), stop: { at: later } }, { recordStoppedAt: null, servesOthers: false }, noon),
  ).toEqual(end);
  const before = fromNoon(-60 * minutes).toISOString();
  expect(
    stopped.judge({ ...aLead(), stop: { at: later } }, { recordStoppedAt: before, servesOthers: false }, noon),
  ).toEqual(end);
});

it("a ring that serves a lead whose record stands open is for a person to decide about", () => {
  expect(stopped.judge(aLead(), { recordStoppedAt: later, servesOthers: true }, noon)).toEqual({
    dial: "held",
    reason: "record-stopped-shared",
    for: "person",
  });
});

it("a lead that came just after waits for a person, any other is rung", () => {
  const just = fromNoon(-minutes).toISOString();
  expect(stopped.judge(aLead(), { recordStoppedAt: just, servesOthers: false }, noon)).toEqual({
    dial: "held",
    reason: "record-stopped-before",
    for: "person",
  });
  expect(stopped.judge(aLead(), { recordStoppedAt: null, servesOthers: false }, noon)).toEqual({ dial: "now" });
});
