import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DialOutcome } from "../../../lambda/lead/call/dial-outcome.ts";
import { type Decision, decided } from "../../../lambda/lead/decisions.ts";
import { isEnd, type Lead } from "../../../lambda/lead/lead.ts";
import { reasonWords } from "../../../lambda/lead/reasons.ts";
import * as states from "../../../lambda/lead/states.ts";
import { timing } from "../../../lambda/lead/timing.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../fakes/leads.ts";

const dialing = (lead = aLead()): Lead => states.claimed(lead, "dial-1", 19230, noon) as Lead;
const refused = (fault: "lead" | "route" | "token" | "pace" | "request", more = {}): DialOutcome => ({
  kind: "refused",
  status: 422,
  message: "The given data was invalid.",
  fault,
  ...more,
});
const unknown = (): Lead =>
  states.dialled(dialing(), "dial-1", { kind: "ambiguous", reason: "read timeout" }, noon) as Lead;

describe("a dial", () => {
  it("is counted before anything is sent", () => {
    expect(dialing()).toMatchObject({ state: "dialing", ringsPossible: 1, team: 19230, dueFor: "dial-lead" });
  });

  it("is not begun for a lead that has rung as often as it may", () => {
    expect(states.claimed({ ...aLead(), ringsPossible: 1 }, "dial-2", 1, noon)).toBeUndefined();
  });

  it("is not begun for a lead that is being dialled", () => {
    expect(states.claimed(dialing(), "dial-2", 1, noon)).toBeUndefined();
  });

  it("that was placed notes which call it may be and waits for its result", () => {
    const placed = states.dialled(dialing(), "dial-1", { kind: "placed", callId: "77" }, noon);
    expect(placed).toMatchObject({
      state: "placed",
      callIdGuess: "77",
      dueFor: "reconcile",
      dueAt: fromNoon(10 * minutes).toISOString(),
    });
  });

  it("that was never sent gives the ring back and tries again soon, later each time", () => {
    const notSent: DialOutcome = { kind: "not-sent", reason: "ECONNREFUSED" };
    const first = states.dialled(dialing(), "dial-1", notSent, noon) as Lead;
    expect(first).toMatchObject({
      state: "ready",
      reason: "not-sent",
      ringsPossible: 0,
      dueAt: fromNoon(5 * seconds).toISOString(),
    });
    expect(first.dial).toBeUndefined();
    const second = states.dialled(states.claimed(first, "dial-2", 1, noon) as Lead, "dial-2", notSent, noon);
    expect(second?.dueAt).toBe(fromNoon(15 * seconds).toISOString());
  });

  it.each([
    ["pace", "ready", "callingly-busy"],
    ["token", "held", "token-refused"],
    ["route", "held", "team-unknown"],
    ["request", "held", "request-refused"],
    ["lead", "failed", "phone-refused"],
  ] as const)("refused for the %s leaves the lead %s", (fault, state, reason) => {
    const lead = states.dialled(dialing(), "dial-1", refused(fault), noon);
    expect(lead).toMatchObject({ state, reason, ringsPossible: 0 });
  });

  it("refused for our pace waits as long as Callingly asks", () => {
    const lead = states.dialled(dialing(), "dial-1", refused("pace", { retryAfterMs: 90 * seconds }), noon);
    expect(lead?.dueAt).toBe(fromNoon(90 * seconds).toISOString());
  });

  it("of unclear fate is looked for, never repeated", () => {
    expect(unknown()).toMatchObject({
      state: "unknown",
      reason: "no-answer",
      ringsPossible: 1,
      dueAt: fromNoon(20 * seconds).toISOString(),
    });
    expect(states.claimed(unknown(), "dial-2", 1, fromNoon(hours))).toBeUndefined();
  });

  it("leaves a lead where it is in the due index, so that it costs no write there", () => {
    const lead = aLead();
    const taken = states.claimed(lead, "dial-1", 19230, fromNoon(seconds));
    expect(taken).toMatchObject({ state: "dialing", dueFor: lead.dueFor, dueAt: lead.dueAt });
  });

  it("whose dialler fell silent is of unclear fate once the lease is over, not before", () => {
    expect(states.leaseOver(dialing(), fromNoon(timing.dialLease - 1))).toBeUndefined();
    expect(states.leaseOver(dialing(), fromNoon(timing.dialLease))).toMatchObject({
      state: "unknown",
      reason: "lease-over",
      dueFor: "reconcile",
      dueAt: fromNoon(timing.dialLease).toISOString(),
    });
  });

  it("F47: answered after its lease was over is placed all the same", () => {
    const lost = states.leaseOver(dialing(), fromNoon(3 * minutes)) as Lead;
    expect(states.dialled(lost, "dial-1", { kind: "placed", callId: "77" }, fromNoon(4 * minutes))).toMatchObject({
      state: "placed",
      callIdGuess: "77",
    });
  });

  it("that was refused after its lease was over changes nothing any more", () => {
    const lost = states.leaseOver(dialing(), fromNoon(3 * minutes)) as Lead;
    expect(states.dialled(lost, "dial-1", { kind: "not-sent", reason: "x" }, fromNoon(4 * minutes))).toBeUndefined();
  });

  it("ignores the answer to another dial", () => {
    expect(states.dialled(dialing(), "dial-0", { kind: "placed", callId: "66" }, noon)).toBeUndefined();
  });
});

describe("a lead of unclear fate", () => {
  const look = (lead: Lead, finding: states.Finding, at: Date) => states.lookedUp(lead, finding, "review", at) as Lead;

  it("is placed when its call is found", () => {
    expect(look(unknown(), { kind: "found", callId: "77" }, fromNoon(minutes))).toMatchObject({
      state: "placed",
      callId: "77",
    });
  });

  it("goes to a person when several calls could be it", () => {
    expect(look(unknown(), { kind: "several" }, fromNoon(minutes))).toMatchObject({
      state: "review",
      reason: "several-calls",
    });
  });

  it("F22/F60: is not concluded absent before the settle time, however often nothing is found", () => {
    let lead = unknown();
    for (const at of [20, 60, 180, 300, 500]) lead = look(lead, { kind: "none" }, fromNoon(at * seconds));
    expect(lead).toMatchObject({ state: "unknown", lookups: 5, emptyLookups: 0 });
  });

  it("goes to a person after the settle time and three empty answers; errors count as nothing", () => {
    let lead = unknown();
    lead = look(lead, { kind: "error", reason: "503" }, fromNoon(11 * minutes));
    lead = look(lead, { kind: "none" }, fromNoon(12 * minutes));
    lead = look(lead, { kind: "error", reason: "503" }, fromNoon(13 * minutes));
    lead = look(lead, { kind: "none" }, fromNoon(14 * minutes));
    expect(lead).toMatchObject({ state: "unknown", emptyLookups: 2, lookups: 4 });
    lead = look(lead, { kind: "none" }, fromNoon(30 * minutes));
    expect(lead).toMatchObject({ state: "review", reason: "not-found", ringsPossible: 1 });
  });

  it("is looked for at 20 s, 1, 3, 10 and 30 minutes after the dial", () => {
    let lead = unknown();
    const dueAt = [lead.dueAt];
    for (let step = 0; step < 4; step += 1) {
      lead = look(lead, { kind: "error", reason: "503" }, new Date(lead.dueAt ?? ""));
      dueAt.push(lead.dueAt);
    }
    expect(dueAt).toEqual([20, 60, 180, 600, 1800].map((at) => fromNoon(at * seconds).toISOString()));
  });

  it("in review is still looked for, and placed when the call shows up after all", () => {
    const review = { ...unknown(), state: "review", reason: "not-found" } as Lead;
    const reminded = look(review, { kind: "none" }, fromNoon(24 * hours));
    expect(reminded).toMatchObject({ state: "review", reason: "not-found", dueAt: fromNoon(48 * hours).toISOString() });
    expect(look(reminded, { kind: "found", callId: "77" }, fromNoon(48 * hours)).state).toBe("placed");
  });
});

describe("a lead that is held for a person", () => {
  const held = states.held(aLead(), "stale", noon, { for: "person" }) as Lead;

  it("is looked at at once, since the CRM may have to be told, and held by no other worker again", () => {
    expect(held).toMatchObject({ state: "held", dueFor: "reconcile", dueAt: noon.toISOString() });
    expect(states.held(held, "stale", noon, { for: "person" })).toBeUndefined();
  });

  it("by a rule does not fill its history by waiting on", () => {
    const first = states.held(aLead(), "paused", noon, { for: "rule" }) as Lead;
    const again = states.held(first, "paused", fromNoon(2 * minutes), { for: "rule" }) as Lead;
    expect(again.history).toEqual(first.history);
  });
});

describe("news of calls", () => {
  const placed = () => states.dialled(dialing(), "dial-1", { kind: "placed", callId: "77" }, noon) as Lead;
  const news = (callId: string, outcome: "missed" | "voicemail" | "contacted", final = true) => ({
    callId,
    outcome,
    final,
  });

  it("complete the lead", () => {
    expect(states.folded(placed(), news("77", "contacted"), noon)).toMatchObject({
      state: "completed",
      outcome: "contacted",
    });
  });

  it("F63: never move the summary back", () => {
    const contacted = states.folded(placed(), news("78", "contacted"), noon) as Lead;
    const both = states.folded(contacted, news("77", "missed"), noon) as Lead;
    expect(both).toMatchObject({ state: "completed", outcome: "contacted", callId: "77", calls: ["78", "77"] });
    expect(states.folded(both, news("77", "missed"), noon)).toBeUndefined();
  });

  it("move the summary on when a redial reaches the person", () => {
    const missed = states.folded(placed(), news("77", "missed"), noon) as Lead;
    expect(states.folded(missed, news("78", "contacted"), noon)).toMatchObject({
      state: "completed",
      outcome: "contacted",
    });
  });

  it("F64: place a lead whose dial was not answered yet, and the late answer changes nothing", () => {
    const early = states.folded(dialing(), { callId: "77", final: false }, noon) as Lead;
    expect(early).toMatchObject({ state: "placed", callId: "77" });
    expect(states.dialled(early, "dial-1", { kind: "placed", callId: "77" }, noon)).toBeUndefined();
  });

  it.each([
    ["once more, of the first ring's call", "77"],
    ["of a redial that Callingly made by itself", "78"],
  ])("settle nothing about a ring that is yet to come: %s", (_, callId) => {
    const missed = states.folded(placed(), news("77", "missed"), noon) as Lead;
    const again = decided(missed, { kind: "call-again" }, "Robin Ashby", fromNoon(hours)) as Lead;
    const heard = states.folded(again, { ...news(callId, "missed"), outcome: "voicemail" }, fromNoon(hours)) as Lead;
    expect(heard).toMatchObject({ state: "ready", outcome: "voicemail", ringsAuthorised: 2 });
    expect(heard.callId).toBeUndefined();
    const second = states.claimed(heard, "dial-2", 19230, fromNoon(hours)) as Lead;
    const unclear = states.dialled(second, "dial-2", { kind: "ambiguous", reason: "reset" }, fromNoon(hours)) as Lead;
    expect(states.folded(unclear, news(callId, "contacted"), fromNoon(2 * hours))).toMatchObject({
      state: "unknown",
      outcome: "contacted",
    });
  });

  it("mean nothing to a lead that was never dialled", () => {
    expect(states.folded(aLead(), news("77", "contacted"), noon)).toBeUndefined();
  });
});

describe("any sequence of events", () => {
  const dialId = fc.constantFrom("dial-1", "dial-2", "dial-3");
  const outcome: fc.Arbitrary<DialOutcome> = fc.oneof(
    fc.record({ kind: fc.constant("placed" as const), callId: fc.constantFrom("77", "78") }),
    fc.constant({ kind: "placed" } as const),
    fc.constant({ kind: "not-sent", reason: "ECONNREFUSED" } as const),
    fc.constant({ kind: "ambiguous", reason: "reset" } as const),
    fc.constantFrom(...(["lead", "route", "token", "pace", "request"] as const)).map((fault) => refused(fault)),
  );
  const finding: fc.Arbitrary<states.Finding> = fc.constantFrom(
    { kind: "none" },
    { kind: "several" },
    { kind: "error", reason: "503" },
    { kind: "found", callId: "77" },
  );
  const decision = fc.constantFrom<Decision>(
    { kind: "call-again" },
    { kind: "release" },
    { kind: "it-rang" },
    { kind: "cancel" },
    {
      kind: "reschedule",
      asked: { text: "later", said: noon.toISOString(), at: fromNoon(hours).toISOString(), by: "operator" },
    },
  );
  type Event = (lead: Lead, now: Date) => Lead | undefined;
  const event: fc.Arbitrary<Event> = fc.oneof(
    dialId.map(
      (id): Event =>
        (lead, now) =>
          states.claimed(lead, id, 1, now),
    ),
    fc.tuple(dialId, outcome).map(
      ([id, how]): Event =>
        (lead, now) =>
          states.dialled(lead, id, how, now),
    ),
    fc.tuple(finding, fc.constantFrom<states.AbsencePolicy>("review", "redial")).map(
      ([found, policy]): Event =>
        (lead, now) =>
          states.lookedUp(lead, found, policy, now),
    ),
    decision.map(
      (made): Event =>
        (lead, now) =>
          decided(lead, made, "Robin Ashby", now),
    ),
    fc.constant<Event>(states.leaseOver),
    fc.constant<Event>((lead, now) => states.deferred(lead, "bridge-fault", new Date(now.getTime() + minutes), now)),
    fc.constant<Event>(states.stillSilent),
    fc.constant<Event>((lead, now) =>
      lead.state === "held" || lead.state === "review" ? states.reminded(lead, now) : undefined,
    ),
    fc.constant<Event>(states.told),
    fc.constant<Event>(states.stumbled),
    fc.constant<Event>((lead, now) => states.held(lead, "paused", now, { for: "rule" })),
    fc.constant<Event>((lead, now) => states.merged(lead, "lead_other", now)),
    fc.boolean().map(
      (final): Event =>
        (lead, now) =>
          states.folded(lead, { callId: "78", outcome: "missed", final }, now),
    ),
  );

  it("F16/F46: keeps every promise of the state machine", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat({ max: 40 * minutes })), { maxLength: 60 }), (events) => {
        let lead = aLead();
        let now = noon;
        for (const [happens, wait] of events) {
          now = new Date(now.getTime() + wait);
          const next = happens(lead, now);
          if (!next) continue;
          const last = next.history.at(-1);
          const isByName = last?.by !== undefined && next.history !== lead.history;
          expect(next.revision).toBe(lead.revision);
          expect(next.ringsPossible).toBeGreaterThanOrEqual(0);
          expect(next.ringsPossible).toBeLessThanOrEqual(next.ringsAuthorised);
          if (next.ringsAuthorised > lead.ringsAuthorised) {
            expect(isByName).toBe(true);
            expect(next.ringsAuthorised).toBe(lead.ringsPossible + 1);
          }
          if (next.ringsPossible > lead.ringsPossible) expect(next.state).toBe("dialing");
          expect(new Date(next.dueAt ?? "").toISOString()).toBe(next.dueAt);
          if (next.expiresAt !== undefined) {
            expect(isEnd(next.state)).toBe(true);
            expect(next.dueFor).toBe("reconcile");
          }
          if (["held", "unknown", "review", "failed", "merged"].includes(next.state)) {
            expect(next.reason && reasonWords[next.reason]).toBeTruthy();
          }
          if (isEnd(lead.state)) expect(next.state === lead.state || isByName).toBe(true);
          if (lead.callId && !isByName) expect(next.callId).toBe(lead.callId);
          if (lead.state === "placed") expect(["placed", "completed"]).toContain(next.state);
          lead = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a lead whose team is closed", () => {
  const placed = () => states.placed(dialing(), undefined, noon) as Lead;
  const closed = { callId: "77", final: true, unrung: true } as const;

  it("has rung nobody, and is for a person: it never ends as called", () => {
    const waits = states.folded(placed(), closed, noon) as Lead;
    expect(waits).toMatchObject({ state: "review", reason: "team-offline", calls: ["77"] });
    expect(waits.outcome).toBeUndefined();
    expect(states.folded(waits, closed, noon)).toBeUndefined();
  });

  it("is not moved by being looked for: its call is known, and rang nobody", () => {
    const waits = states.folded(placed(), closed, noon) as Lead;
    const looked = states.lookedUp(waits, { kind: "found", callId: "77" }, "redial", fromNoon(hours)) as Lead;
    expect(looked).toMatchObject({ state: "review", reason: "team-offline", ringsAuthorised: 1 });
    expect(looked.history).toEqual(waits.history);
  });

  it("is completed when Callingly calls later all the same", () => {
    const waits = states.folded(placed(), closed, noon) as Lead;
    const rung = { callId: "78", final: true, outcome: "contacted" } as const;
    expect(states.folded(waits, rung, fromNoon(hours))).toMatchObject({ state: "completed", outcome: "contacted" });
  });
});

describe("a lead of which Callingly showed no call for three days", () => {
  const after = new Date(noon.getTime() + timing.giveUpAfter);

  it("may be booked for later, and is for a person", () => {
    const placed = states.placed(dialing(), undefined, noon) as Lead;
    expect(states.stillSilent(placed, after)).toMatchObject({ state: "review", reason: "call-unseen" });
  });

  it("ends where its call is known and only its result is not", () => {
    for (const known of [{ callId: "77" }, { callIdGuess: "77" }, { calls: ["77"] }]) {
      const placed = { ...(states.placed(dialing(), undefined, noon) as Lead), ...known };
      expect(states.stillSilent(placed, after)).toMatchObject({ state: "completed", reason: "no-result-came" });
    }
  });
});
