import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Lead, leadStates } from "../../../lambda/lead/lead.ts";
import { mayBeTold, restored } from "../../../lambda/lead/restored.ts";
import * as states from "../../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../../fakes/leads.ts";

/** The table was put back to noon, and that was done two hours later. */
const restoration = { to: noon.toISOString(), at: fromNoon(2 * hours).toISOString() };
const now = fromNoon(2 * hours);
const settle = (lead: Lead) => restored(lead, restoration, now);
const earlier = () => aLead({}, { at: fromNoon(-minutes) });
const claim = (lead: Lead) => states.claimed(lead, "dial-1", 19230, fromNoon(-minutes)) as Lead;
const unclear = (lead: Lead) =>
  states.dialled(lead, "dial-1", { kind: "ambiguous", reason: "time-out" }, fromNoon(-minutes)) as Lead;

describe("a lead in a table that was put back to a moment", () => {
  it.each([
    ["was ready", earlier()],
    ["was held by a rule", states.held(earlier(), "paused", fromNoon(-minutes), { for: "rule" }) as Lead],
  ])("is of unknown fate from that moment on when it %s", (_, lead) => {
    expect(settle(lead)).toMatchObject({
      state: "unknown",
      reason: "restored",
      dueFor: "reconcile",
      dueAt: now.toISOString(),
      ringsPossible: 1,
      ringsAuthorised: 1,
      dial: { at: restoration.to },
      firstDialAt: restoration.to,
      restored: restoration,
    });
  });

  it.each([
    ["was being dialled", claim(earlier())],
    ["was of unknown fate before", { ...unclear(claim(earlier())), lookups: 4, emptyLookups: 2 }],
  ])("is looked for anew, from its dial on, when it %s", (_, lead) => {
    const next = settle(lead);
    expect(next).toMatchObject({ state: "unknown", reason: "restored", ringsPossible: 1, lookups: 0, emptyLookups: 0 });
    expect(next?.dial).toEqual(lead.dial);
  });

  it("goes to a person when no call is found, also where the account has it called again by policy", () => {
    const lead = settle(earlier()) as Lead;
    let next = lead;
    for (let look = 0; look < 3; look += 1)
      next = states.lookedUp(next, { kind: "none" }, "redial", fromNoon(3 * hours)) as Lead;
    expect(next).toMatchObject({ state: "review", reason: "not-found" });
  });

  it("that waited for a person still does, whatever the person said since", () => {
    const held = states.held(earlier(), "stale", fromNoon(-minutes), { for: "person" }) as Lead;
    expect(settle(held)).toMatchObject({ state: "held", reason: "stale", restored: restoration });
  });

  it("may have been told of, as far as its calls began before that was done", () => {
    const placed = states.dialled(claim(earlier()), "dial-1", { kind: "placed", callId: "77" }, noon) as Lead;
    const next = settle(placed) as Lead;
    expect(next).toMatchObject({ state: "placed", restored: restoration });
    expect(mayBeTold(next, { startedAt: fromNoon(hours).toISOString() })).toBe(true);
    expect(mayBeTold(next, { startedAt: fromNoon(3 * hours).toISOString() })).toBe(false);
    expect(mayBeTold(next, {})).toBe(true);
    expect(mayBeTold(placed, {})).toBe(false);
  });

  it("that came since is as it is", () => {
    expect(settle(aLead({}, { at: fromNoon(hours) }))).toBeUndefined();
    // Clocks differ: the table holds it although it came a little later.
    expect(settle(aLead({}, { at: fromNoon(minutes) }))).toMatchObject({ state: "unknown" });
  });

  it("can ring no more of itself, whatever it was, is allowed no further ring, and is settled once", () => {
    const anyLead = fc.record({
      state: fc.constantFrom(...leadStates),
      dueFor: fc.constantFrom("dial-lead", "reconcile", undefined),
      ringsPossible: fc.integer({ min: 0, max: 2 }),
      more: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(anyLead, ({ state, dueFor, ringsPossible, more }) => {
        const { dueFor: _, ...lead } = earlier();
        const ringsAuthorised = Math.max(1, ringsPossible + more);
        const before = { ...lead, state, ringsPossible, ringsAuthorised, ...(dueFor && { dueFor }) } as Lead;
        const after = settle(before);
        if (states.waitsForDial(before)) expect(after?.state).toBe("unknown");
        if (!after) return;
        expect(states.waitsForDial(after)).toBe(false);
        expect(after.ringsAuthorised).toBe(ringsAuthorised);
        expect(after.ringsPossible).toBeLessThanOrEqual(ringsAuthorised);
        expect(after.ringsPossible).toBeGreaterThanOrEqual(ringsPossible);
        expect(restored(after, { ...restoration, at: fromNoon(4 * hours).toISOString() }, now)).toBeUndefined();
      }),
    );
  });
});
