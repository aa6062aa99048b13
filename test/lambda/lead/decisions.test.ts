import { describe, expect, it } from "vitest";
import { type Decision, decided } from "../../../lambda/lead/decisions.ts";
import { explain } from "../../../lambda/lead/explain.ts";
import { type Lead, leadStates } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../../fakes/leads.ts";

const by = "Robin Ashby";
const dialing = (lead = aLead()): Lead => states.claimed(lead, "dial-1", 19230, noon) as Lead;
const unknown = (): Lead => states.dialled(dialing(), "dial-1", { kind: "ambiguous", reason: "reset" }, noon) as Lead;
const look = (lead: Lead, policy: states.AbsencePolicy = "review") =>
  states.lookedUp(lead, { kind: "none" }, policy, fromNoon(30 * minutes)) as Lead;
const unproven = (policy?: states.AbsencePolicy) => look(look(look(unknown(), policy), policy), policy);
const decide = (lead: Lead, decision: Decision, at = fromNoon(hours)) => decided(lead, decision, by, at);

describe("a person", () => {
  it("authorises one more ring for a lead in review, by name", () => {
    const next = decide(unproven(), { kind: "call-again" });
    expect(next).toMatchObject({ state: "ready", ringsAuthorised: 2, ringsPossible: 1, dueFor: "dial-lead" });
    expect(next?.history.at(-1)).toMatchObject({ state: "ready", by });
    const again = states.claimed(next as Lead, "dial-2", 19230, fromNoon(hours));
    expect(again).toMatchObject({ state: "dialing", ringsPossible: 2 });
  });

  it("can have a lead called again that was called before; the call before stays its own", () => {
    const placed = states.placed(dialing(), "77", noon) as Lead;
    const news = { callId: "77", outcome: "missed", final: true } as const;
    const completed = states.folded(placed, news, fromNoon(minutes)) as Lead;
    const next = decide(completed, { kind: "call-again" }) as Lead;
    expect(next).toMatchObject({ state: "ready", ringsAuthorised: 2, calls: ["77"] });
    expect(next.callId).toBeUndefined();
    expect(states.folded(next, { ...news, outcome: "contacted" }, fromNoon(2 * hours))).toMatchObject({
      state: "ready",
      outcome: "contacted",
    });
  });

  describe("who had a lead called again", () => {
    const ring = { callId: "77", outcome: "missed", final: true } as const;
    const calledAgain = (): Lead => {
      const placed = states.placed(dialing(), "77", noon) as Lead;
      const completed = states.folded(placed, ring, fromNoon(minutes)) as Lead;
      const ready = decide(completed, { kind: "call-again" }, fromNoon(2 * minutes)) as Lead;
      return states.claimed(ready, "dial-2", 19230, fromNoon(3 * minutes)) as Lead;
    };
    const late = { ...ring, callinglyLeadId: "5" };

    it("is not told that the second ring is over by late news of the first", () => {
      const again = states.folded(calledAgain(), late, fromNoon(4 * minutes)) as Lead;
      expect(again).toMatchObject({ state: "dialing", callinglyLeadId: "5" });
      expect(again.callId).toBeUndefined();
      const busy = { kind: "refused", status: 429, message: "no", fault: "pace" } as const;
      expect(states.dialled(again, "dial-2", busy, fromNoon(4 * minutes))).toMatchObject({ state: "ready" });
    });

    it("keeps a second ring of unclear fate open, whatever comes of the first", () => {
      const unclear = { kind: "ambiguous", reason: "reset" } as const;
      const open = states.dialled(calledAgain(), "dial-2", unclear, fromNoon(3 * minutes)) as Lead;
      expect(states.folded(open, late, fromNoon(10 * minutes))).toMatchObject({ state: "unknown" });
      expect(states.folded(open, { ...ring, callId: "78" }, fromNoon(10 * minutes))).toMatchObject({
        state: "completed",
        callId: "78",
      });
    });

    it("waits for the result of the second ring's own call", () => {
      const placed = states.placed(calledAgain(), "78", fromNoon(3 * minutes)) as Lead;
      const heard = states.folded(placed, late, fromNoon(10 * minutes)) as Lead;
      expect(heard).toMatchObject({ state: "placed", callId: "78" });
      expect(states.folded(heard, { ...ring, callId: "78" }, fromNoon(hours))).toMatchObject({ state: "completed" });
    });
  });

  it("says that it rang, and the bridge goes on looking for the result", () => {
    expect(decide(unproven(), { kind: "it-rang", callId: "77" })).toMatchObject({ state: "placed", callId: "77" });
    const next = decide(unknown(), { kind: "it-rang" });
    expect(next).toMatchObject({ state: "placed", dueFor: "reconcile" });
    expect(next?.history.at(-1)).toMatchObject({ state: "placed", by });
  });

  it("releases a lead that is held, under a corrected number, and its age counts anew", () => {
    const held = states.held(aLead(), "stale", noon, { for: "person" }) as Lead;
    const next = decide(held, { kind: "release", phone: "+12125550199" });
    expect(next).toMatchObject({
      state: "ready",
      releasedAt: fromNoon(hours).toISOString(),
      person: { phone: "+12125550199" },
      ringsAuthorised: 1,
    });
  });

  it("releases a lead that the platform does not show, under the number that was found there", () => {
    const gone = states.held({ ...aLead(), reference: "1/2" }, "lead-gone", noon, { for: "person" }) as Lead;
    expect(decide(gone, { kind: "release" })).toMatchObject({ state: "ready", reference: "1/2" });
    const next = decide(gone, { kind: "release", phone: "+12125550199" }) as Lead;
    expect(next).toMatchObject({ state: "ready", person: { phone: "+12125550199" } });
    expect(next.reference).toBeUndefined();
  });

  it("cancels a lead; a call that was made all the same is still told", () => {
    const next = decide(unproven(), { kind: "cancel" }) as Lead;
    expect(next).toMatchObject({ state: "cancelled", reason: "decided" });
    const news = { callId: "77", outcome: "contacted", final: true } as const;
    expect(states.folded(next, news, fromNoon(2 * hours))).toMatchObject({ state: "cancelled", outcome: "contacted" });
  });

  it("cannot cancel a lead that others were merged into, for they would wait for nothing and nowhere", () => {
    const joined = states.joinedBy(aLead(), "lead_other") as Lead;
    expect(decide(joined, { kind: "cancel" })).toBeUndefined();
    expect(decide(states.joinedBy(unproven(), "lead_other") as Lead, { kind: "cancel" })).toBeUndefined();
  });

  it.each(leadStates)("decides nothing about a lead that is %s but what it allows", (state) => {
    const lead = { ...unproven(), state };
    const allowed = (["call-again", "release", "it-rang", "cancel"] as const).filter((kind) => decide(lead, { kind }));
    expect({ [state]: allowed }).toEqual({
      [state]:
        {
          ready: ["cancel"],
          held: ["release", "cancel"],
          unknown: ["it-rang", "cancel"],
          review: ["call-again", "it-rang", "cancel"],
          completed: ["call-again"],
          failed: ["call-again"],
          suppressed: ["call-again"],
          cancelled: ["call-again"],
        }[state as string] ?? [],
    });
  });
});

describe("a call that nobody can find", () => {
  it("is made again once when the operator has chosen so", () => {
    const redialled = unproven("redial");
    expect(redialled).toMatchObject({ state: "ready", reason: "redial-by-policy", ringsAuthorised: 2, unproven: true });
    expect(redialled.history.at(-1)?.by).toBe("policy");
    const lost = states.dialled(
      states.claimed(redialled, "dial-2", 1, fromNoon(hours)) as Lead,
      "dial-2",
      { kind: "ambiguous", reason: "reset" },
      fromNoon(hours),
    ) as Lead;
    const looked = [1, 2, 3].reduce(
      (lead, hour) => states.lookedUp(lead, { kind: "none" }, "redial", fromNoon((1 + hour) * hours)) as Lead,
      lost,
    );
    expect(looked).toMatchObject({ state: "review", ringsAuthorised: 2 });
  });

  it("takes the second ring back when it turns up before that was made", () => {
    for (const lead of [unproven("redial"), decide(unproven(), { kind: "call-again" }) as Lead]) {
      const next = states.folded(
        lead,
        { callId: "77", outcome: "contacted", final: true },
        fromNoon(2 * hours),
      ) as Lead;
      expect(next).toMatchObject({ state: "completed", ringsAuthorised: 1, ringsPossible: 1, callId: "77" });
      const running = states.folded(lead, { callId: "77", final: false }, fromNoon(2 * hours)) as Lead;
      expect(running).toMatchObject({ state: "placed", ringsAuthorised: 1 });
    }
  });
});

describe("a call that turns up after the second ring was tried", () => {
  const ring = { callId: "77", outcome: "missed", final: true } as const;
  const again = () => states.claimed(unproven("redial"), "dial-2", 19230, fromNoon(hours)) as Lead;
  const ends = { state: "completed", ringsAuthorised: 1, ringsPossible: 1, callId: "77" };

  it.each([
    { kind: "refused", status: 429, message: "no", fault: "pace" },
    { kind: "not-sent", reason: "no connection" },
    { kind: "refused", status: 401, message: "no", fault: "token" },
    { kind: "refused", status: 422, message: "no", fault: "request" },
  ] as const)("takes it back all the same where that was proven not to ring: $kind $fault", (outcome) => {
    const waits = states.dialled(again(), "dial-2", outcome, fromNoon(hours)) as Lead;
    expect(states.folded(waits, ring, fromNoon(2 * hours))).toMatchObject(ends);
  });

  it("takes it back where the lead is held for a person meanwhile", () => {
    const stale = states.held(unproven("redial"), "stale", fromNoon(hours), { for: "person" }) as Lead;
    expect(states.folded(stale, ring, fromNoon(2 * hours))).toMatchObject(ends);
  });
});

describe("a call that is never heard of", () => {
  const placed = states.placed(dialing(), "77", noon) as Lead;

  it("is waited for three days, then the lead ends and the CRM is told", () => {
    expect(states.stillSilent(placed, fromNoon(71 * hours))).toMatchObject({ state: "placed", reason: "no-result" });
    const given = states.stillSilent(placed, fromNoon(72 * hours)) as Lead;
    expect(given).toMatchObject({ state: "completed", reason: "no-result-came", dueFor: "reconcile" });
    expect(given.expiresAt).toBeUndefined();
    const told = states.told(given, fromNoon(73 * hours)) as Lead;
    expect(told.dueAt).toBe(fromNoon((90 * 24 + 73) * hours).toISOString());
    expect(told.expiresAt).toBe(fromNoon((400 * 24 + 73) * hours).getTime() / 1000);
    const news = { callId: "77", outcome: "contacted", final: true } as const;
    expect(states.folded(told, news, fromNoon(80 * hours))?.reason).toBeUndefined();
  });
});

describe("a lead that brings its workers down", () => {
  it("is tried a few times, a minute apart, then a person looks at it", () => {
    let lead = aLead();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      lead = states.stumbled(lead, fromNoon(attempt * 10 * minutes)) as Lead;
      expect(lead).toMatchObject({ state: "ready", stumbles: attempt, dueFor: "dial-lead" });
    }
    expect(states.stumbled(lead, fromNoon(hours))).toMatchObject({ state: "held", reason: "quarantined" });
  });

  it("is forgiven as soon as it came to a word about it", () => {
    const stumbled = states.stumbled(aLead(), fromNoon(10 * minutes)) as Lead;
    expect(states.held(stumbled, "paused", fromNoon(hours), { for: "rule" })?.stumbles).toBeUndefined();
  });
});

it("every state explains itself in plain words", () => {
  for (const state of leadStates) expect(explain({ state })).toMatch(/^[A-Z].{10,}/);
  expect(explain(unknown())).toBe("Callingly did not answer; it may already have rung");
});
