import { describe, expect, it } from "vitest";
import type { Decision } from "../../../../lambda/lead/decisions.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { rebooked } from "../../../../lambda/lead/repeat.ts";
import { type DialDecision, dialAsAsked, end, hold } from "../../../../lambda/lead/rules/decision.ts";
import { follow } from "../../../../lambda/steps/dial-lead/follow-decision.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aLog, someIds } from "../../../fakes/bridge.ts";
import { aLead, fromNoon, hours, minutes } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

/** While a dialler follows what the rules said of a lead, somebody says something else about it. */

const said = (text: string, ms: number) => ({ text, said: fromNoon(ms).toISOString(), isSure: true });
const booking = (text: string, ms: number): Lead => ({ ...aLead(), booking: "b1", asked: said(text, ms) });
const moment = fromNoon(3 * hours);
const now = fromNoon(minutes);

async function followed(lead: Lead, decision: DialDecision, meanwhile: (lead: Lead) => Lead | undefined, log = aLog()) {
  const store = memoryStore();
  await store.leads.add(lead);
  await changeLead(store.leads, lead, meanwhile);
  const deps = {
    bridge: aBridge(),
    store: limitedTo("dial-lead", store),
    now: () => now,
    newId: someIds("id"),
    meetAgain: () => undefined,
    log,
  };
  expect(await follow(lead, decision, deps)).toBe(false);
  return store.leads.find(lead.id);
}

describe("what a dialler was told of a lead's former words", () => {
  const first = booking("2026-06-15T15:00:00Z", 0);
  const moved = (current: Lead) => rebooked(current, booking("2026-06-17T15:00:00Z", minutes), now);
  const decides = (decision: Decision) => (current: Lead) => decided(current, decision, "Robin Ashby", now);
  const later = dialAsAsked({ ...said("2026-06-15T15:00:00Z", 0), at: moment.toISOString() }, moment);

  it.each([
    ["ends it", end("booking-cancelled")],
    ["holds it for a person", hold("asked-time-far", "person")],
    ["lets it wait for the former time", later],
  ])("neither %s nor changes anything, once its sender has moved it", async (_, decision) => {
    expect(await followed(first, decision, moved)).toMatchObject({
      state: "ready",
      reason: "asked-again",
      dueFor: "dial-lead",
      dueAt: now.toISOString(),
      asked: { text: "2026-06-17T15:00:00Z" },
    });
  });

  it.each([hold("asked-time-far", "person"), end("booking-cancelled")])(
    "is not logged as done either: %o",
    async (decision) => {
      const log = aLog();
      await followed(first, decision, moved, log);
      expect(log.lines).toEqual([]);
    },
  );

  it("changes nothing once an operator has named another time, or had it called now", async () => {
    const asked = { ...said("tomorrow at 9", minutes), at: "2026-06-16T13:00:00.000Z", by: "operator" } as const;
    expect(await followed(first, later, decides({ kind: "reschedule", asked }))).toMatchObject({
      asked: { text: "tomorrow at 9", by: "operator" },
      dueAt: "2026-06-16T13:00:00.000Z",
    });
    const held = { ...first, state: "held", reason: "asked-time-far" } as Lead;
    expect(await followed(held, later, decides({ kind: "release" }))).toMatchObject({
      state: "ready",
      reason: "decided",
      asked: { isLifted: true },
    });
  });

  it("is done where nobody has said anything else", async () => {
    const noted = (current: Lead): Lead => ({ ...current, faults: 1 });
    expect(await followed(first, end("booking-cancelled"), noted)).toMatchObject({ state: "cancelled" });
    expect(await followed(first, later, noted)).toMatchObject({ reason: "asked-time", dueAt: moment.toISOString() });
  });
});
