import { expect, it } from "vitest";
import { type Gate, gateOn } from "../../../../lambda/lead/gates.ts";
import { closedGate } from "../../../../lambda/lead/rules/closed-gate.ts";
import { aLead, fromNoon, minutes, noon } from "../../../fakes/leads.ts";

const route = { account: { name: "main", token: "shared" }, team: 19230 };
const closed = (on: string, more: Partial<Gate> = {}): Gate => ({
  on,
  reason: "token-refused",
  closedAt: noon.toISOString(),
  tries: 0,
  ...more,
});
const judge = (...gates: Gate[]) => closedGate.judge(aLead(), { route, gates }, noon);

it("a lead whose way is open may be dialled", () => {
  expect(judge()).toEqual({ dial: "now" });
});

it.each([
  gateOn.everything,
  gateOn.account("main"),
  gateOn.source("website"),
  gateOn.token("shared"),
  gateOn.access("main"),
  gateOn.service("shared"),
  gateOn.team("main", 19230),
])("a lead waits behind a gate on %s", (on) => {
  expect(judge(closed(on))).toEqual({ dial: "held", reason: "token-refused", for: "rule", by: on });
});

it.each([
  gateOn.account("other"),
  gateOn.access("other"),
  gateOn.token("main"),
  gateOn.team("main", 7),
  gateOn.team("other", 19230),
  gateOn.source("hubspot"),
  gateOn.crm("main"),
])("a lead does not mind a gate on %s", (on) => {
  expect(judge(closed(on))).toEqual({ dial: "now" });
});

it("a lead does not mind a gate whose time is over", () => {
  expect(judge(closed(gateOn.token("shared"), { until: noon.toISOString() }))).toEqual({ dial: "now" });
});

it("a lead waits its turn where Callingly asked for it", () => {
  const busy = closed(gateOn.pace("shared"), { reason: "callingly-busy", until: fromNoon(minutes).toISOString() });
  expect(judge(busy)).toEqual({ dial: "later", reason: "callingly-busy", at: fromNoon(minutes) });
});

it("of several closed gates the one that bars most gives the reason", () => {
  const all = closed(gateOn.everything, { reason: "paused" });
  expect(judge(closed(gateOn.team("main", 19230)), all)).toMatchObject({ reason: "paused" });
});
