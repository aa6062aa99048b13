import { describe, expect, it } from "vitest";
import { decided } from "../../../lambda/lead/decisions.ts";
import { isStopOpen, type Lead } from "../../../lambda/lead/lead.ts";
import { claimed, dialled, folded, held, joinedBy, merged } from "../../../lambda/lead/states.ts";
import {
  endedByStop,
  mayBeRedialled,
  servesOthers,
  stoppedBy,
  stopSettled,
  stopUnsettled,
  stopWord,
} from "../../../lambda/lead/stop.ts";
import { aLead, days, fromNoon, minutes, noon, seconds } from "../../fakes/leads.ts";

const at = fromNoon(minutes);
const is = (lead: Lead | undefined): Lead => {
  if (!lead) throw new Error("no such move");
  return lead;
};
const dialing = () => is(claimed(aLead(), "dial-1", 1, noon));
const placed = () => is(dialled(dialing(), "dial-1", { kind: "placed", callId: "77" }, noon));
const missed = (lead: Lead) =>
  is(folded(lead, { callId: "77", callinglyLeadId: "62", outcome: "missed", final: true }, fromNoon(2 * minutes)));

describe("a stop of a lead's record", () => {
  it("has one that waits for its dial looked at by the dialler, which gives back what it holds", () => {
    const next = is(stoppedBy(aLead(), at, at));
    expect(next).toMatchObject({
      state: "ready",
      stop: { at: at.toISOString() },
      dueAt: at.toISOString(),
      wakes: "dial-lead",
    });
    expect(endedByStop(next, at)).toMatchObject({ state: "cancelled", reason: "record-stopped", ringsPossible: 0 });
  });

  it("ends one that waits for a person at once", () => {
    const waiting = is(held(aLead(), "stale", noon, { for: "person" }));
    expect(stoppedBy(waiting, at, at)).toMatchObject({ state: "cancelled", reason: "record-stopped" });
  });

  it("has the dialler judge one that waits for a person where others wait with it, as it may not end for them", () => {
    const waiting = is(held(is(joinedBy(aLead(), "other")), "stale", noon, { for: "person" }));
    expect(stoppedBy(waiting, at, at)).toMatchObject({ state: "held", dueFor: "dial-lead", wakes: "dial-lead" });
  });

  it("is noted on one that is merged, which another rings for", () => {
    const lead = is(merged(aLead(), "main", noon));
    expect(is(stoppedBy(lead, at, at))).toEqual({ ...lead, stop: { at: at.toISOString() } });
  });

  it("of a lead that is merged into it stands on one that rings for it, until its own record is closed as well", () => {
    const others = is(stoppedBy(aLead(), at, at, true));
    expect(others.stop).toEqual({ at: at.toISOString(), isOthers: true });
    expect(stoppedBy(others, at, at, true)).toBeUndefined();
    const own = is(stoppedBy(others, at, at));
    expect(own.stop).toEqual({ at: at.toISOString() });
    expect(is(stoppedBy(own, fromNoon(days), fromNoon(days), true)).stop).toEqual({ at: fromNoon(days).toISOString() });
  });

  it("wakes one that rests behind a gate", () => {
    const rests = is(held(aLead(), "paused", noon, { for: "rule", rests: { by: "x", until: fromNoon(days) } }));
    const next = is(stoppedBy(rests, at, at));
    expect(next.dueAt).toBe(at.toISOString());
    expect(next.heldBy).toBeUndefined();
  });

  it("is noted on one that is being dialled, and nobody touches its dial", () => {
    const lead = dialing();
    const { stop, ...rest } = is(stoppedBy(lead, at, at));
    expect(stop).toEqual({ at: at.toISOString() });
    expect(rest).toEqual(lead);
  });

  it("has Callingly told where the lead has rung, also once its call ends later", () => {
    expect(stoppedBy(placed(), at, at)).toMatchObject({
      state: "placed",
      dueFor: "reconcile",
      dueAt: at.toISOString(),
    });
    const ended = missed(is(stoppedBy(placed(), at, at)));
    expect(ended).toMatchObject({
      state: "completed",
      dueFor: "reconcile",
      dueAt: fromNoon(2 * minutes).toISOString(),
    });
    expect(stoppedBy(missed(placed()), at, at)).toMatchObject({ state: "completed", dueAt: at.toISOString() });
  });

  it("is noted once, and says nothing to a lead that ended without a ring", () => {
    const next = is(stoppedBy(placed(), at, at));
    expect(stoppedBy(next, at, fromNoon(2 * minutes))).toBeUndefined();
    expect(stoppedBy(is(endedByStop(aLead(), at)), at, at)).toBeUndefined();
  });

  it("leaves the day on which the person is erased where it was, once Callingly knows", () => {
    const before = missed(placed());
    const stopped = is(stoppedBy(before, fromNoon(days), fromNoon(days)));
    const settled = is(stopSettled(stopped, fromNoon(days + seconds)));
    expect(settled.dueAt).toBe(before.dueAt);
    expect(settled.expiresAt).toBe(before.expiresAt);
    expect(stopSettled(settled, fromNoon(days))).toBeUndefined();
  });

  it("is tried again within minutes where Callingly did not answer, and erases nobody meanwhile", () => {
    const stopped = is(stoppedBy(missed(placed()), at, at));
    const later = is(stopUnsettled(stopped, at));
    expect(later).toMatchObject({
      dueFor: "reconcile",
      dueAt: fromNoon(2 * minutes).toISOString(),
      expiresAt: stopped.expiresAt,
    });
  });

  it("is tried more and more seldom where Callingly goes on refusing, up to once an hour", () => {
    let lead = is(stoppedBy(missed(placed()), at, at));
    const pauses: number[] = [];
    for (let time = at; pauses.length < 9; time = new Date(lead.dueAt ?? "")) {
      lead = is(stopUnsettled(lead, time));
      pauses.push((Date.parse(lead.dueAt ?? "") - time.getTime()) / minutes);
    }
    expect(pauses).toEqual([1, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("matters as long as Callingly may redial, counted from the dial: no person is kept for it", () => {
    const stopped = is(stoppedBy(missed(placed()), fromNoon(10 * days), fromNoon(10 * days)));
    expect(mayBeRedialled(stopped, fromNoon(13 * days))).toBe(true);
    expect(mayBeRedialled(stopped, fromNoon(14 * days))).toBe(false);
  });

  it("has Callingly told of one that failed after a ring, too", () => {
    const refused = { kind: "refused", status: 422, message: "no", fault: "lead" } as const;
    const again = is(decided(missed(placed()), { kind: "call-again" }, "kim", fromNoon(3 * minutes)));
    const failed = is(
      dialled(is(claimed(again, "dial-2", 1, fromNoon(4 * minutes))), "dial-2", refused, fromNoon(4 * minutes)),
    );
    expect(failed).toMatchObject({ state: "failed", ringsPossible: 1 });
    expect(stoppedBy(failed, fromNoon(days), fromNoon(days))).toMatchObject({ dueAt: fromNoon(days).toISOString() });
  });

  it("is over once an operator has the lead called again: its redials are wanted", () => {
    const ended = is(endedByStop(is(stoppedBy(aLead(), at, at)), at));
    const again = is(decided(ended, { kind: "call-again" }, "kim", fromNoon(2 * minutes)));
    const rung = is(dialled(is(claimed(again, "dial-1", 1, noon)), "dial-1", { kind: "placed", callId: "77" }, noon));
    expect(isStopOpen(rung)).toBe(false);
    const anew = is(stoppedBy(rung, fromNoon(days), fromNoon(days)));
    expect(isStopOpen(anew)).toBe(true);
  });

  it("lets no other lead join one that ends in a moment", () => {
    expect(joinedBy(aLead(), "other")).toBeDefined();
    expect(joinedBy(is(stoppedBy(aLead(), at, at)), "other")).toBeUndefined();
  });
});

describe("what a stop means for a lead that is to be dialled", () => {
  const lead = (change: Partial<Lead>) => ({ ...aLead(), receivedAt: noon.toISOString(), ...change });

  it.each<[string, Partial<Lead>, string | undefined, string]>([
    ["nothing, where there was none", {}, undefined, "rings"],
    ["the end of one from before", {}, at.toISOString(), "ends"],
    ["the end of one from the same moment", {}, noon.toISOString(), "ends"],
    [
      "a question where the lead came just after, as events overtake each other",
      {},
      fromNoon(-9 * minutes).toISOString(),
      "asks",
    ],
    ["nothing for one that came well after it", {}, fromNoon(-11 * minutes).toISOString(), "rings"],
    [
      "nothing once an operator has released it",
      { releasedAt: fromNoon(2 * minutes).toISOString() },
      at.toISOString(),
      "rings",
    ],
    [
      "the end where the release was earlier",
      { releasedAt: fromNoon(30 * seconds).toISOString() },
      at.toISOString(),
      "ends",
    ],
  ])("is %s", (_, change, stoppedAt, word) => expect(stopWord(lead(change), stoppedAt)).toBe(word));
});

describe("a ring that leads share, when the record of one was closed, serves others", () => {
  const open = aLead({ phone: "+12125550123" });
  const closed = { ...open, stop: { at: at.toISOString() } };
  const forOthers = { ...open, stop: { at: at.toISOString(), isOthers: true } };

  it.each<[string, Lead, Lead[], string | undefined, boolean]>([
    ["where the record of one that is merged stands open", closed, [closed, open], undefined, true],
    ["where its own does", forOthers, [closed], undefined, true],
    ["not where all are closed", closed, [closed, closed], undefined, false],
    ["not where its own was closed as well, before it came", forOthers, [closed], at.toISOString(), false],
  ])("%s", (_, lead, sharers, stoppedAt, serves) => expect(servesOthers(lead, sharers, stoppedAt)).toBe(serves));
});
