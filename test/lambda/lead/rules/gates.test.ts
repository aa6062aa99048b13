import { describe, expect, it } from "vitest";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import {
  answersAgain,
  askedGate,
  type DialRules,
  decideDial,
  type Gate,
  gateOn,
  isClosed,
  stillClosed,
  unclearGate,
} from "../../../../lambda/lead/rules/gates.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";

const rules: DialRules = { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [] };
const route = { account: "main", token: "shared", team: 19230 };
const closed = (on: string, more: Partial<Gate> = {}): Gate => ({
  on,
  reason: "token-refused",
  closedAt: noon.toISOString(),
  tries: 0,
  ...more,
});
const decide = (gates: Gate[], lead: Lead = aLead(), now = noon, rule = rules) =>
  decideDial(lead, route, gates, rule, now);

describe("the decision to dial", () => {
  it("is yes when nothing speaks against it", () => {
    expect(decide([])).toEqual({ dial: "now" });
  });

  it.each([
    gateOn.everything,
    gateOn.account("main"),
    gateOn.source("website"),
    gateOn.token("shared"),
    gateOn.access("main"),
    gateOn.service("shared"),
    gateOn.team("main", 19230),
  ])("is no behind a gate on %s", (on) => {
    expect(decide([closed(on)])).toEqual({ dial: "held", reason: "token-refused", for: "rule" });
  });

  it.each([
    gateOn.account("other"),
    gateOn.access("other"),
    gateOn.token("main"),
    gateOn.team("main", 7),
    gateOn.team("other", 19230),
    gateOn.source("hubspot"),
    gateOn.crm("main"),
  ])("does not mind a gate on %s", (on) => {
    expect(decide([closed(on)])).toEqual({ dial: "now" });
  });

  it("does not mind a gate whose time is over", () => {
    expect(decide([closed(gateOn.token("shared"), { until: noon.toISOString() })])).toEqual({ dial: "now" });
  });

  it("waits its turn when Callingly asked for it", () => {
    const busy = closed(gateOn.pace("shared"), { reason: "callingly-busy", until: fromNoon(minutes).toISOString() });
    expect(decide([busy])).toEqual({ dial: "later", reason: "callingly-busy", at: fromNoon(minutes) });
  });

  it("holds everything while calls are paused, and one account while that one is", () => {
    const paused = { dial: "held", reason: "paused", for: "rule" };
    expect(decide([], aLead(), noon, { ...rules, paused: true })).toEqual(paused);
    expect(decide([], aLead(), noon, { ...rules, pausedAccounts: ["main"] })).toEqual(paused);
    expect(decide([], aLead(), noon, { ...rules, pausedAccounts: ["other"] })).toEqual({ dial: "now" });
  });

  it("holds a lead that waited too long for a person, counted from its last release", () => {
    const stale = { dial: "held", reason: "stale", for: "person" };
    expect(decide([], aLead(), fromNoon(13 * hours))).toEqual(stale);
    const released = { ...aLead(), releasedAt: fromNoon(12 * hours).toISOString() };
    expect(decide([], released, fromNoon(13 * hours))).toEqual({ dial: "now" });
    expect(decide([], released, fromNoon(25 * hours))).toEqual(stale);
  });
});

describe("a gate that a question opens", () => {
  const gate = askedGate({ on: gateOn.token("shared"), reason: "token-refused", account: "main" }, noon);

  it("stays closed however much time passes", () => {
    expect(isClosed(gate, fromNoon(1000 * hours))).toBe(true);
  });

  it("is asked about after a minute, and ever more rarely", () => {
    const waits: number[] = [];
    let now = noon;
    let current = gate;
    for (let question = 0; question < 6; question += 1) {
      waits.push((Date.parse(current.askAt ?? "") - now.getTime()) / minutes);
      now = new Date(current.askAt ?? "");
      current = stillClosed(current, now);
    }
    expect(waits).toEqual([1, 1, 2, 5, 15, 15]);
  });
});

describe("dials of unclear fate", () => {
  const gate = { on: gateOn.service("shared"), account: "main", detail: "HTTP 503" };

  it("are an accident once; in a row they rest the token, longer each time", () => {
    const first = unclearGate(gate, undefined, noon);
    expect(isClosed(first, noon)).toBe(false);
    const second = unclearGate(gate, first, fromNoon(seconds));
    expect(isClosed(second, fromNoon(hours))).toBe(true);
    expect(second.askAt).toBe(fromNoon(seconds + minutes).toISOString());
    const third = unclearGate(gate, answersAgain(second, fromNoon(2 * minutes)), fromNoon(3 * minutes));
    expect(third.askAt).toBe(fromNoon(8 * minutes).toISOString());
  });

  it("are not forgotten when Callingly answers questions again, only let through", () => {
    const second = unclearGate(gate, unclearGate(gate, undefined, noon), noon);
    const ajar = answersAgain(second, fromNoon(minutes));
    expect(isClosed(ajar, fromNoon(minutes))).toBe(false);
    expect(ajar.tries).toBe(second.tries);
  });
});
