import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awaitsReport, type Call, parked, unmatched } from "../../../lambda/lead/call/call.ts";
import { hinted } from "../../../lambda/lead/call/hint.ts";
import { type Lead, leadStates } from "../../../lambda/lead/lead.ts";
import { reasons } from "../../../lambda/lead/reasons.ts";
import { atNextTick, hurried, retried } from "../../../lambda/lead/retry.ts";
import * as states from "../../../lambda/lead/states.ts";
import { timing } from "../../../lambda/lead/timing.ts";
import { heldCall } from "../../fakes/calls.ts";
import { aLead, fromNoon, minutes, noon, seconds } from "../../fakes/leads.ts";

const by = "Robin Ashby";
const held = (): Lead => states.held(aLead(), "team-unknown", noon, { for: "rule" }) as Lead;

describe("a lead that is brought forward", () => {
  it("is looked at sooner, keeps state and reason, and the name of who did it", () => {
    const lead = held();
    const next = hurried(lead, by, atNextTick(noon), noon, false) as Lead;
    expect(next).toMatchObject({
      state: "held",
      reason: "team-unknown",
      dueFor: "dial-lead",
    });
    expect((next.dueAt ?? "") < (lead.dueAt ?? "")).toBe(true);
    expect(next.history.at(-1)).toEqual({ at: noon.toISOString(), state: "held", reason: "team-unknown", by });
  });

  it.each(["waits-its-turn", "callingly-busy", "same-phone-waits"] as const)(
    "keeps its place when it waits as %s",
    (reason) => {
      const queued = states.deferred(aLead(), reason, fromNoon(minutes), noon) as Lead;
      expect(hurried(queued, by, noon, noon, true)).toBeUndefined();
    },
  );

  it("wakes the dialler where it is among the first, though it may be due already, and keeps its place", () => {
    const overdue = { ...held(), dueAt: fromNoon(-minutes).toISOString() };
    expect(hurried(overdue, by, atNextTick(noon), noon, false)).toBeUndefined();
    expect(hurried(overdue, by, atNextTick(noon), noon, true)).toMatchObject({
      dueAt: overdue.dueAt,
      wakes: "dial-lead",
    });
  });

  it("never rings more often for it, whatever state it was in", () => {
    const anyLead = fc.record({
      state: fc.constantFrom(...leadStates),
      reason: fc.option(fc.constantFrom(...reasons), { nil: undefined }),
      dueFor: fc.constantFrom("dial-lead", "reconcile", undefined),
      late: fc.integer({ min: -10, max: 10 }),
      wakes: fc.boolean(),
    });
    fc.assert(
      fc.property(anyLead, ({ state, reason, dueFor, late, wakes }) => {
        const { dueFor: _, reason: _r, ...lead } = aLead();
        const before: Lead = {
          ...lead,
          state,
          ...(reason && { reason }),
          ...(dueFor && { dueFor }),
          dueAt: fromNoon(late * minutes).toISOString(),
        };
        const after = hurried(before, by, noon, noon, wakes);
        if (!after) return;
        expect(states.waitsForDial(before)).toBe(true);
        expect(states.waitsForDial(after)).toBe(true);
        expect([after.ringsAuthorised, after.ringsPossible]).toEqual([before.ringsAuthorised, before.ringsPossible]);
        expect(after.releasedAt).toBe(before.releasedAt);
        expect((after.dueAt ?? "") <= (before.dueAt ?? "")).toBe(true);
      }),
    );
  });
});

describe("a result that is tried again", () => {
  const call = hinted(undefined, { account: "main", callId: "77", digest: "d", at: noon }) as Call;

  it("is due at the next tick, and still says why it was parked until it is read", () => {
    const next = retried(parked(call, "crm-refused", "no such property", noon), fromNoon(minutes)) as Call;
    expect(next).toMatchObject({ state: "parked", reason: "crm-refused", failedTries: 0, dueFor: "report-call" });
    expect(awaitsReport(next, fromNoon(minutes))).toBe(true);
  });

  it("is heard of anew when it was taken for nobody's, and is not forgotten meanwhile", () => {
    const next = retried(unmatched(call, noon), noon) as Call;
    expect(next).toMatchObject({ state: "hinted", dueFor: "report-call" });
    expect(next.reason).toBeUndefined();
    expect(next.expiresAt).toBeUndefined();
  });

  it("is left to the worker that works on it at that moment", () => {
    const held = heldCall(call, { callId: call.callId, final: true, seconds: 0 });
    expect(retried(held, fromNoon(30 * seconds))).toBeUndefined();
    expect(retried(held, fromNoon(5 * minutes))).toMatchObject({
      dueAt: fromNoon(5 * minutes - timing.tickGrace).toISOString(),
    });
  });

  it("is written where nobody knows whether the CRM has it only when a person named the call", () => {
    const reports = {
      "lead_1/notes": { begun: true, unclear: true },
      "lead_1/hub": { begun: true },
      "lead_1/ledger": { begun: true, activityId: "5", digest: "d" },
    };
    const waiting = { ...parked(call, "report-unclear", "notes", noon), reports };
    expect(retried(waiting, noon)?.reports).toEqual(reports);
    expect(retried(waiting, noon, true)?.reports).toEqual({ ...reports, "lead_1/notes": { begun: false } });
  });

  it("is not brought back when the CRM has it", () => {
    expect(retried({ ...call, state: "reported" }, noon)).toBeUndefined();
  });
});
