import { expect, it } from "vitest";
import { type Gate, gateOn } from "../../../lambda/lead/gates.ts";
import { fullDay, type Holders, heldBy, noToken, restsUntil, stillHolds } from "../../../lambda/lead/rest.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";

const pause: Gate = { on: gateOn.account("main"), reason: "paused", closedAt: noon.toISOString(), tries: 0 };
const now: Holders = { gates: [pause], fingerprint: "new", hasToken: async (account) => account === "main" };
const holds = (held: string, change: Partial<Holders> = {}) => stillHolds(held, { ...now, ...change }, noon);

it("a lead rests while the very gate that holds it is closed, whichever others are", async () => {
  expect(await holds(heldBy("new", pause.on))).toBe(true);
  expect(await holds(heldBy("new", gateOn.account("second")))).toBe(false);
  expect(await holds(heldBy("new", pause.on), { gates: [] })).toBe(false);
  expect(await holds(heldBy("new", pause.on), { gates: [{ ...pause, until: noon.toISOString() }] })).toBe(false);
});

it("a lead rests while the secret has no token for its account", async () => {
  expect(await holds(heldBy("new", noToken("second")))).toBe(true);
  expect(await holds(heldBy("new", noToken("main")))).toBe(false);
});

it("a lead rests until the day is over on which enough were rung", async () => {
  expect(await holds(heldBy("new", fullDay(noon)))).toBe(true);
  expect(await holds(heldBy("new", fullDay(fromNoon(-24 * hours))))).toBe(false);
});

it("another configuration lets every lead be asked about again, as it may lead past a gate that is still closed", async () => {
  expect(await holds(heldBy("new", undefined))).toBe(true);
  expect(await holds(heldBy("old", undefined))).toBe(false);
  expect(await holds(heldBy("old", pause.on))).toBe(false);
});

it("a lead rests until it has become too old, and never longer than a day", () => {
  const lead = aLead();
  expect(restsUntil(lead, 4 * hours, fromNoon(hours))).toEqual(fromNoon(4 * hours));
  expect(restsUntil(lead, 72 * hours, noon)).toEqual(fromNoon(24 * hours));
  // What a rule says before its age counts.
  expect(restsUntil(lead, 4 * hours, fromNoon(5 * hours))).toEqual(fromNoon(29 * hours));
});
