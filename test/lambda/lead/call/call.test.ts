import { describe, expect, it } from "vitest";
import * as calls from "../../../../lambda/lead/call/call.ts";
import { belongsTo, evidenceAmong, isDoubtful } from "../../../../lambda/lead/call/evidence.ts";
import { hinted, tied } from "../../../../lambda/lead/call/hint.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { claimed } from "../../../../lambda/lead/states.ts";
import { heldCall } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";

const hint = { account: "main", callId: "77", digest: "d1", ref: 4711, at: noon };
const fresh = () => hinted(undefined, hint) as calls.Call;
const held = (call: calls.Call, by = {}, told = result(), begin: string[] = []) =>
  heldCall(call, told, "lead-a", begin, by);
const result = (more: Partial<calls.CallResult> = {}): calls.CallResult => ({
  callId: "77",
  final: true,
  seconds: 37,
  outcome: "contacted",
  ...more,
});

describe("a call", () => {
  it("is read at once when it is hinted, and a repeated hint changes nothing", () => {
    expect(fresh()).toMatchObject({ state: "hinted", dueFor: "report-call", dueAt: noon.toISOString(), refHint: 4711 });
    expect(hinted(fresh(), hint)).toBeUndefined();
  });

  it("that says it is the first try waits at no place of its own, and is forgotten unless somebody comes to it", () => {
    const call = hinted(undefined, { ...hint, isFirstTry: true }) as calls.Call;
    expect(call).toMatchObject({ state: "hinted", wakes: "report-call" });
    expect([call.dueFor, call.dueAt]).toEqual([undefined, undefined]);
    expect(call.expiresAt).toBe(fromNoon(7 * 24 * hours).getTime() / 1000);
    expect(calls.awaitsReport(call, noon)).toBe(true);
  });

  it("keeps the day on which it is forgotten, and its place, through a hint that says it is the first try", () => {
    const done = calls.reported(held(fresh(), {}, result({ seconds: 0 })), noon);
    const call = hinted(done, { ...hint, digest: "d2", isFirstTry: true });
    expect(call).toMatchObject({ expiresAt: done.expiresAt, dueFor: done.dueFor, dueAt: done.dueAt });
  });

  it("is held by one worker; the next may begin when the lease is over", () => {
    const call = held(fresh());
    expect(calls.awaitsReport(call, fromNoon(minutes))).toBe(false);
    expect(calls.awaitsReport(call, fromNoon(2 * minutes))).toBe(true);
  });

  it("has a place in the index while it is held, unless its lead is looked after", () => {
    const first = hinted(undefined, { ...hint, isFirstTry: true }) as calls.Call;
    expect(held(first)).toMatchObject({ dueFor: "report-call", dueAt: fromNoon(2 * minutes).toISOString() });
    expect(held(first, { isWatched: true }).dueAt).toBeUndefined();
    expect(held(first).expiresAt).toBeUndefined();
  });

  it("is tied to a lead with the hint that a look-up gives, once and for ever", () => {
    const call = tied(fresh(), { ...hint, digest: "d2" }, "lead-a") as calls.Call;
    expect(call).toMatchObject({ leadId: "lead-a", state: "hinted", hintDigest: "d2" });
    expect(tied(call, { ...hint, digest: "d3" }, "lead-b")).toBeUndefined();
  });

  it("is left alone for longer each time by whom it brings down, and counted from nothing when it is done", () => {
    let call = held(fresh());
    let now = noon;
    const gaps: number[] = [];
    for (let deaths = 1; deaths <= 5; deaths += 1) {
      now = new Date(Math.max(Date.parse(call.leaseUntil ?? ""), Date.parse(call.dueAt ?? "")));
      call = calls.afterDeath(call, now) as calls.Call;
      expect(call).toMatchObject({ faults: deaths, dueFor: "report-call" });
      gaps.push(Date.parse(call.dueAt ?? "") - now.getTime());
      call = held(call, { now });
    }
    expect(gaps).toEqual([20 * seconds, minutes, 5 * minutes, 15 * minutes, 60 * minutes]);
    expect(calls.postponed(call, { reason: "still-running" }, now).faults).toBeUndefined();
  });

  it("has a place in the index once it brought its worker down, also where its lead is looked after", () => {
    const first = hinted(undefined, { ...hint, isFirstTry: true }) as calls.Call;
    const left = held(first, { isWatched: true });
    expect(calls.afterDeath(left, fromNoon(2 * minutes))).toMatchObject({
      dueFor: "report-call",
      dueAt: fromNoon(2 * minutes + 20 * seconds).toISOString(),
    });
  });

  it("brought its worker down before it was held when it is long overdue", () => {
    expect(calls.afterDeath(fresh(), fromNoon(4 * minutes))).toBeUndefined();
    expect(calls.afterDeath(fresh(), fromNoon(5 * minutes))).toMatchObject({ faults: 1 });
  });

  it("is not begun before its time", () => {
    const waiting = calls.postponed(fresh(), { reason: "still-running" }, noon);
    expect(calls.awaitsReport(waiting, fromNoon(10 * seconds))).toBe(false);
    expect(calls.awaitsReport(waiting, fromNoon(30 * seconds))).toBe(true);
  });

  it("that does not wait is not begun", () => {
    expect(calls.awaitsReport(calls.unmatched(fresh(), noon), noon)).toBe(false);
  });

  it("waits longer after each failure, and as long as it is told to", () => {
    const once = calls.postponed(fresh(), { reason: "crm-unreachable" }, noon);
    expect(once.dueAt).toBe(fromNoon(30 * seconds).toISOString());
    expect(calls.postponed(once, { reason: "crm-unreachable" }, noon).dueAt).toBe(fromNoon(minutes).toISOString());
    expect(calls.postponed(once, { reason: "crm-unreachable", retryAfterMs: hours }, noon).dueAt).toBe(
      fromNoon(hours).toISOString(),
    );
  });

  it("is read for its recording as often, however much news of it comes before the first of these readings", () => {
    const first = calls.reported(held(fresh()), noon);
    expect(first).toMatchObject({ lateReads: 1, dueAt: fromNoon(2 * minutes).toISOString() });
    const again = calls.reported(held(first), fromNoon(2 * seconds));
    expect(again).toMatchObject({ lateReads: 1, dueAt: first.dueAt });
    const reminded = calls.parked(
      held({ ...again, reports: { "lead-a/demo": { begun: true, digest: "d" } } }),
      "crm-refused",
      "no",
      fromNoon(3 * seconds),
    );
    expect(reminded).toMatchObject({ lateReads: 1, dueAt: first.dueAt });
    expect(calls.reported(held(again), fromNoon(2 * minutes))).toMatchObject({
      lateReads: 2,
      dueAt: fromNoon(12 * minutes).toISOString(),
    });
  });

  it("comes back three times for a missing recording, then rests", () => {
    let call = held(fresh(), {}, result(), ["lead-a/demo"]);
    const reads: string[] = [];
    for (let at = noon.toISOString(); reads.length < 4; at = call.dueAt ?? "") {
      call = calls.reported(call, new Date(at));
      reads.push(call.dueAt ?? "");
    }
    const lastRead = 2 + 10 + 60;
    expect(reads).toEqual(
      [2, 2 + 10, lastRead, lastRead + 90 * 24 * 60].map((minute) => fromNoon(minute * minutes).toISOString()),
    );
    expect(call.dueFor).toBe("reconcile");
    expect(call.expiresAt).toBe(fromNoon(lastRead * minutes + 400 * 24 * hours).getTime() / 1000);
  });

  it.each([
    ["nobody was reached", result({ seconds: 0, outcome: "missed" })],
    ["everything is there", result({ recordingUrl: "https://cdn.example.com/1.mp3", transcript: "Speaker A: hello" })],
  ])("rests at once when %s", (_why, complete) => {
    const call = calls.reported(held(fresh(), {}, complete), noon);
    expect(call).toMatchObject({ state: "reported" });
    expect(call.dueFor).toBe("reconcile");
  });

  it("is remembered for thirty days at least, however short the ledger is: a look-up for another lead may meet it", () => {
    const call = calls.reported(held(fresh(), {}, result({ seconds: 0 })), noon, { payloadDays: 1, ledgerDays: 2 });
    expect(call.expiresAt).toBe(fromNoon(30 * 24 * hours).getTime() / 1000);
  });

  it("that its lead lists is erased with its lead, and has no place in the index", () => {
    const call = calls.reported(held(fresh(), {}, result({ seconds: 0 })), noon, undefined, true);
    expect([call.dueFor, call.dueAt]).toEqual([undefined, undefined]);
    expect(call.expiresAt).toBe(fromNoon(400 * 24 * hours).getTime() / 1000);
  });

  it("marks reports as begun before they are written, and keeps the activity it already knows", () => {
    const known = { ...fresh(), reports: { "lead-a/demo": { begun: true, activityId: "9" } } };
    expect(held(known, {}, result(), ["lead-a/demo", "lead-b/demo"]).reports).toEqual({
      "lead-a/demo": { begun: true, activityId: "9" },
      "lead-b/demo": { begun: true },
    });
  });
});

describe("evidence for a dial", () => {
  const lead = claimed(aLead({ phone: "+12125550123" }), "dial-1", 1, noon) as Lead;
  const call = {
    callId: "77",
    phone: "+12125550123",
    direction: "outbound",
    startedAt: fromNoon(5 * seconds).toISOString(),
    redial: 0,
  };
  const evidence = (...listed: (typeof call & { boundTo?: string })[]) =>
    evidenceAmong(lead, listed, fromNoon(minutes)).map(({ callId }) => callId);

  it("is the one outbound call to the number after the dial", () => {
    expect(evidence(call)).toEqual(["77"]);
  });

  it.each([
    ["an old call of a repeat customer", { startedAt: fromNoon(-hours).toISOString() }],
    ["a call to another number", { phone: "+12125550124" }],
    ["an inbound call", { direction: "inbound" }],
    ["a call tied to another lead", { boundTo: "lead_other" }],
    ["a call without a time", { startedAt: undefined as never }],
    ["a call without a number", { phone: undefined as never }],
  ])("is never %s", (_what, change) => {
    expect(evidence({ ...call, ...change })).toEqual([]);
  });

  it("is the first call, not its redials", () => {
    expect(evidence({ ...call, callId: "78", redial: 1 }, call)).toEqual(["77"]);
  });

  it("is never the redial of another lead's call, however far the clocks are apart", () => {
    const first = { ...call, callId: "70", startedAt: fromNoon(-minutes).toISOString(), boundTo: "lead_other" };
    const redial = { ...call, callId: "71", redial: 1 };
    expect(evidence(first, redial)).toEqual([]);
    expect(evidence(redial, first)).toEqual([]);
    expect(evidence(first, { ...redial, callId: "72", redial: 2 }, redial)).toEqual([]);
    expect(evidence({ ...first, boundTo: lead.id }, redial)).toEqual(["70"]);
  });

  it("is not another lead's redial, although its person called in meanwhile", () => {
    const first = { ...call, callId: "70", startedAt: fromNoon(-hours).toISOString(), boundTo: "lead_other" };
    const back = { ...call, callId: "71", direction: "inbound", startedAt: fromNoon(-30 * minutes).toISOString() };
    expect(evidence(first, back, { ...call, callId: "72", redial: 1 })).toEqual([]);
  });

  it("is a redial where its own call is listed without a time, also if others were called before", () => {
    const other = { ...call, callId: "70", startedAt: fromNoon(-hours).toISOString(), boundTo: "lead_other" };
    const own = { ...call, callId: "73", startedAt: undefined as never };
    expect(evidence(other, own, { ...call, callId: "74", redial: 1 })).toEqual(["74"]);
  });

  it("is in doubt about the time at which another lead was dialled with the same phone, as clocks may be minutes apart", () => {
    const at = fromNoon(24 * hours);
    const rival = claimed(aLead({ phone: "+12125550123" }), "dial-2", 1, at) as Lead;
    const startedAt = new Date(at.getTime() - 10 * minutes).toISOString();
    const doubtful = (listed: typeof call, atMs = 25 * hours) => isDoubtful(lead, listed, fromNoon(atMs), [rival]);
    expect(doubtful({ ...call, startedAt })).toBe(true);
    expect(doubtful(call)).toBe(false);
    expect(evidenceAmong(lead, [{ ...call, startedAt: at.toISOString() }], fromNoon(25 * hours), [rival])).toEqual([]);
  });

  it("is unclear when two calls fit", () => {
    expect(evidence(call, { ...call, callId: "78" })).toEqual(["77", "78"]);
  });

  it("is the call that is tied to the lead already, whatever else is listed", () => {
    expect(evidence(call, { ...call, callId: "78", boundTo: lead.id })).toEqual(["78"]);
  });

  it("cannot be had for a lead that was never dialled", () => {
    expect(belongsTo(aLead({ phone: "+12125550123" }), call, noon)).toBe(false);
  });
});

describe("a lead that a person had called again after weeks", () => {
  const phone = "+12125550123";
  const at = (ms: number) => fromNoon(ms).toISOString();
  const lead: Lead = {
    ...aLead({ phone }),
    ringsPossible: 2,
    firstDialAt: noon.toISOString(),
    dial: { id: "dial-2", at: at(21 * 24 * hours), leaseUntil: at(21 * 24 * hours + 120_000) },
  };
  const call = (ms: number) => ({ phone, direction: "outbound", startedAt: at(ms) });

  it.each([
    ["a redial after the first ring", 13 * 24 * hours, true],
    ["a call between the two that was made by hand", 20 * 24 * hours, false],
    ["a redial after the second ring", 22 * 24 * hours, true],
    ["a call before both", -hours, false],
  ])("%s", (_what, ms, isOurs) => {
    expect(belongsTo(lead, call(ms), fromNoon(23 * 24 * hours))).toBe(isOurs);
  });
});
