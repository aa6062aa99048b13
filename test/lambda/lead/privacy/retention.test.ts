import { describe, expect, it } from "vitest";
import { type Call, type CallResult, reported } from "../../../../lambda/lead/call/call.ts";
import { hinted } from "../../../../lambda/lead/call/hint.ts";
import { decided, refusalOf } from "../../../../lambda/lead/decisions.ts";
import { type Lead, leadStates } from "../../../../lambda/lead/lead.ts";
import { forgottenCall, outcomeKept, strippedCall, strippedLead } from "../../../../lambda/lead/privacy/retention.ts";
import * as states from "../../../../lambda/lead/states.ts";
import { heldCall } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../../../fakes/leads.ts";

const day = 24 * hours;
// Not 555 alone: an id is a hash, and may hold that.
const secret = /Dana|Whitfield|555-?0123|no 555|harbor|roof|oak|crm-77/i;

const retention = { payloadDays: 30, ledgerDays: 200 };
const lead = (): Lead => ({
  ...aLead({ category: "Roof", externalId: "crm-77", extra: { message: "the old oak", page_url: "https://x/?oak" } }),
  retention,
});
const completed = (from = lead()): Lead => {
  const dialing = { ...(states.claimed(from, "dial-1", 1, noon) as Lead), ref: 1_050_400_000 };
  const placed = states.placed(dialing, "77", noon) as Lead;
  return states.folded(placed, { callId: "77", outcome: "contacted", final: true }, fromNoon(minutes)) as Lead;
};

const result: CallResult = {
  callId: "77",
  final: true,
  status: "completed",
  outcome: "contacted",
  seconds: 60,
  phone: "+12125550123",
  agent: { name: "Dana" },
  recordingUrl: "https://cdn.example.com/whitfield.mp3",
  transcript: "the old oak",
  tag: "roof",
  error: "no 555",
  callinglyLeadId: "620",
};
const call = (): Call => {
  const heard = hinted(undefined, { account: "main", callId: "77", digest: "d", at: noon }) as Call;
  return reported(heldCall(heard, result, "lead_a", ["lead_a/demo"]), noon, retention);
};

describe("what has ended", () => {
  it("is due to lose its personal data when the payload's days are over, and itself when the ledger's are", () => {
    const at = (days: number) => fromNoon(minutes + days * day);
    expect(completed()).toMatchObject({ dueFor: "reconcile", dueAt: at(30).toISOString() });
    expect(completed().expiresAt).toBe(at(200).getTime() / 1000);
    expect(call()).toMatchObject({ dueFor: "reconcile", dueAt: fromNoon(30 * day).toISOString() });
    expect(call().expiresAt).toBe(fromNoon(200 * day).getTime() / 1000);
  });

  it("keeps ids, states, times and outcomes when its personal data is taken out", () => {
    const ended = completed();
    const next = strippedLead(ended, fromNoon(30 * day)) as Lead;
    expect(JSON.stringify(ended)).toMatch(secret);
    expect(JSON.stringify(next)).not.toMatch(secret);
    const { id, ref, calls, callId, outcome, history, expiresAt } = ended;
    expect(next).toMatchObject({ id, ref, calls, callId, outcome, history, expiresAt, state: "completed" });
    expect(next.dueAt).toBeUndefined();
    expect(strippedLead(next, fromNoon(31 * day))).toBeUndefined();
  });

  it("keeps a call's outcome, length and CRM record when its personal data is taken out", () => {
    const next = strippedCall(call(), undefined, fromNoon(30 * day));
    expect(JSON.stringify(next)).not.toMatch(secret);
    expect(next).toMatchObject({ state: "reported", result: { callId: "77", outcome: "contacted", seconds: 60 } });
    expect(next.reports["lead_a/demo"]).toEqual({ begun: true });
    expect(next).toMatchObject({ expiresAt: call().expiresAt });
    expect(next.dueAt).toBeUndefined();
  });

  it("is not called again once its personal data is gone, and says so in plain words", () => {
    const gone = strippedLead(completed(), fromNoon(30 * day)) as Lead;
    expect(decided(gone, { kind: "call-again" }, "Robin", fromNoon(31 * day))).toBeUndefined();
    expect(refusalOf(gone, { kind: "call-again" })).toBe(
      "The lead's name and phone number were deleted on 2026-07-15, so nobody can be called; enter the lead again",
    );
    expect(refusalOf(completed(), { kind: "call-again" })).toBeUndefined();
    expect(refusalOf(completed(), { kind: "release" })).toBe(
      "The lead is completed; this can be decided while it is held",
    );
  });

  it("comes back to nothing when its call is heard of again: the outcome is kept and nobody is told", () => {
    const gone = strippedLead(completed(), fromNoon(30 * day)) as Lead;
    const again = hinted(strippedCall(call(), gone, noon), { account: "main", callId: "77", digest: "e", at: noon });
    const next = outcomeKept(again as Call, result, gone, fromNoon(31 * day));
    expect(JSON.stringify(next)).not.toMatch(secret);
    expect(next).toMatchObject({ state: "reported", leadId: gone.id, result: { outcome: "contacted" } });
    expect(next.expiresAt).toBe(fromNoon((31 + 200) * day).getTime() / 1000);
    expect(next.dueAt).toBeUndefined();
  });
});

it.each(leadStates)("what is %s loses its personal data only if it has ended", (state) => {
  const ends = ["completed", "failed", "suppressed", "merged", "cancelled"];
  expect(strippedLead({ ...lead(), state }, noon) !== undefined).toBe(ends.includes(state));
});

it("a call that a person's wish overtakes is told to nobody, and says why", () => {
  const heard = hinted(undefined, { account: "main", callId: "77", digest: "d", at: noon }) as Call;
  const next = forgottenCall({ ...heard, result, leaseId: "lease-1", leaseUntil: "2026" }, undefined, noon);
  expect(next).toMatchObject({ state: "reported", reason: "forgotten" });
  expect(next.dueAt ?? next.leaseId ?? next.result?.phone).toBeUndefined();
  expect(next.expiresAt).toBe(fromNoon(400 * day).getTime() / 1000);
});
