import { describe, expect, it } from "vitest";
import { demandsOf } from "../../../../lambda/lead/consent/demanded.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { consent } from "../../../../lambda/lead/rules/consent.ts";
import { held } from "../../../../lambda/lead/states.ts";
import { aLead, fromNoon, minutes, noon } from "../../../fakes/leads.ts";

const open = { consent: { isRequired: false } };
const strict = { consent: { isRequired: true } };
const missing = { dial: "held", reason: "consent-missing", for: "rule" };
const pass = { dial: "now" };

describe("a consent is demanded", () => {
  it.each([
    ["+4930901820123", {}, ["DE"]],
    ["+33142685300", {}, ["FR"]],
    ["+262262123456", {}, ["FR"]],
    ["+262269601234", {}, ["FR"]],
    ["+590590123456", {}, ["FR"]],
    ["+594594123456", {}, ["FR"]],
    ["+596596123456", {}, ["FR"]],
    ["+508411234", {}, ["FR"]],
    ["+12125550123", { country: "MF" }, ["FR"]],
    ["+34911234567", {}, ["ES"]],
    ["+353851234567", {}, ["IE"]],
    ["+35312345678", {}, []],
    ["+12035550123", {}, ["US-CT"]],
    ["+14755550123", {}, ["US-CT"]],
    ["+18605550123", {}, ["US-CT"]],
    ["+19595550123", {}, ["US-CT"]],
    ["+12125550123", {}, []],
    ["+442079460123", {}, []],
    ["+12125550123", { state: "CT" }, ["US-CT"]],
    ["+12125550123", { state: "Connecticut" }, ["US-CT"]],
    ["+12125550123", { state: "CT - Connecticut", country: "US" }, ["US-CT"]],
    ["+12125550123", { zip: "06103" }, ["US-CT"]],
    ["+12125550123", { zip: "06390" }, []],
    ["+12125550123", { zip: "10006" }, []],
    ["+390612345678", { zip: "06121" }, []],
    ["+390612345678", { state: "CT" }, []],
    ["+12125550123", { country: "DE" }, ["DE"]],
    ["+12125550123", { zone: "Europe/Berlin" }, []],
  ])("for %s at %j by %j", (phone, place, demands) =>
    expect(demandsOf({ person: { phone }, place }, false)).toEqual(demands),
  );

  it("by a source for all its leads", () => expect(demandsOf(aLead(), true)).toEqual(["source"]));
});

describe("who has not agreed to a call", () => {
  const inConnecticut = { ...aLead(), place: { state: "CT" } };

  it("is not rung where a consent is demanded, and is elsewhere", () => {
    expect(consent.judge(aLead(), open, noon)).toEqual(pass);
    expect(consent.judge(aLead(), strict, noon)).toEqual(missing);
    expect(consent.judge(inConnecticut, open, noon)).toEqual(missing);
  });

  it.each([
    [{ given: true }, pass],
    [{ given: false }, missing],
    [{}, missing],
  ])("is known by the record alone: %j", (record, decision) =>
    expect(consent.judge({ ...inConnecticut, consent: record }, open, noon)).toEqual(decision),
  );

  it("is rung once an operator has released the lead from just this wait", () => {
    const release = (reason: "consent-missing" | "stale", from: Lead = inConnecticut) => {
      const waiting = held(from, reason, noon, { for: "person" }) as Lead;
      return decided(waiting, { kind: "release" }, "Robin", fromNoon(minutes)) as Lead;
    };
    expect(consent.judge(release("stale"), open, noon)).toEqual(missing);
    expect(consent.judge(release("consent-missing"), open, noon)).toEqual(pass);
    expect(consent.judge(release("stale", release("consent-missing")), open, noon)).toEqual(pass);
    const again = held(held(inConnecticut, "consent-missing", noon, { for: "rule" }) as Lead, "stale", noon, {
      for: "person",
    }) as Lead;
    expect(consent.judge(decided(again, { kind: "release" }, "Robin", noon) as Lead, open, noon)).toEqual(missing);
  });
});
