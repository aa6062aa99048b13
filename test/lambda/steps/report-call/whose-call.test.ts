import { describe, expect, it } from "vitest";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { claimed, dialled, lookedUp, placed } from "../../../../lambda/lead/states.ts";
import { accountClocks } from "../../../../lambda/steps/account-clocks.ts";
import { reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aBridge, aLog, someIds } from "../../../fakes/bridge.ts";
import { aConnectedCall as contacted, PHONE } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { refFor } from "../../../fakes/refs.ts";
import { aReporter, missed } from "../../../fakes/report-world.ts";
import { tieCall, tieOf } from "../../../fakes/ties.ts";

/** Part of step 4: whose call it is that Callingly shows. */

describe("finding the lead of a call", () => {
  it("goes by the call's own tie, then the ref, the Callingly lead, the phone", async () => {
    const { says, aPlacedLead, hear, call } = aReporter();
    const placed = await aPlacedLead();
    says("1", missed());
    await hear("1", { ref: refFor(placed) });
    says("2", missed({ lead_retry: 1 }));
    await hear("2");
    says("3", missed({ lead: { id: 99, phone_number: PHONE }, lead_retry: 2 }));
    await hear("3");
    for (const id of ["1", "2", "3"]) expect(await call(id)).toMatchObject({ state: "reported", leadId: placed.id });
  });

  it("F64: knows the lead of a redial when another has the phone, even where the answer to our own write was lost", async () => {
    const { says, aPlacedLead, hear, look, call, store, clock, deps } = aReporter();
    const placed = await aPlacedLead({ callId: "1" });
    says("1", missed());
    const leads: typeof store.leads = {
      ...store.leads,
      async save(lead) {
        await store.leads.save(lead);
        throw new Error("the connection broke");
      },
    };
    await store.calls.hint({ account: "main", callId: "1", digest: "d1", at: clock.now() });
    await reportCall(
      { account: "main", callId: "1" },
      { ...deps, store: limitedTo("report-call", { ...store, leads }) },
    );
    clock.pass(minutes);
    await look("1");
    expect(await call("1")).toMatchObject({ state: "reported" });
    // The team redials days later, when another lead is about to ring the phone.
    clock.pass(2 * 24 * hours);
    const later = aLead({ phone: PHONE }, { at: clock.now() });
    await store.leads.add(later);
    await takesPhone(store, later, { now: clock.now(), until: fromNoon(4 * 24 * hours) });
    expect(await store.leads.findByPhone("main", PHONE)).toEqual([later.id]);
    says("2", missed({ lead_retry: 1 }));
    await hear("2");
    expect(await call("2")).toMatchObject({ state: "reported", leadId: placed.id });
  });

  it.each([
    ["a call to another number under a forged ref", { lead: { id: 1, phone_number: "+14155552671" } }],
    ["a call that is older than the dial", { started_at: "2026-06-15 10:00:00" }],
    ["an inbound call", { direction: "inbound" }],
  ])("does not believe %s", async (_what, more) => {
    const { says, aPlacedLead, hear, call, jobs } = aReporter();
    const placed = await aPlacedLead();
    says("77", contacted(more));
    await hear("77", { ref: refFor(placed) });
    expect(await call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(jobs).toHaveLength(0);
  });

  it("F65: lets strangers' calls rest and expire", async () => {
    const { says, hear, call } = aReporter();
    says("77", contacted());
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "unmatched" });
    expect((await call("77"))?.expiresAt).toBe(fromNoon(7 * 24 * hours).getTime() / 1000);
  });

  it("F64: places a lead whose dial was of unclear fate", async () => {
    const { says, store, clock, hear, lead } = aReporter();
    const waiting = aLead({ phone: PHONE });
    await store.leads.add(waiting);
    await takesPhone(store, waiting);
    await changeLead(store.leads, waiting.id, (current) => claimed(current, "dial-1", 1, clock.now()));
    await changeLead(store.leads, waiting.id, (current) =>
      dialled(current, "dial-1", { kind: "ambiguous", reason: "reset" }, clock.now()),
    );
    says("77", contacted());
    await hear("77", { ref: refFor(waiting) });
    expect(await lead(waiting)).toMatchObject({ state: "completed", callId: "77" });
  });
});

describe("a call that may be older than a dial of unclear fate", () => {
  /** Callingly keeps one lead for a phone: whatever call it tells of then carries the ref that it heard last. */
  const started = (startedMs: number, more: object = {}) =>
    contacted({ started_at: fromNoon(startedMs).toISOString().slice(0, 19).replace("T", " "), ...more });

  async function heardOf(call: object, { ref = true, told, clocks }: Heard = {}) {
    const world = aReporter();
    const unclear = await world.anUnclearLead();
    await takesPhone(world.store, unclear);
    world.clock.pass(3 * minutes);
    world.says("77", call);
    const deps = clocks ? { ...world.deps, clocks: accountClocks(world.store.clocks, world.clock.now, world.log) } : {};
    const named = ref ? { ref: refFor(unclear), ...(told && { toldAt: told.toISOString() }) } : {};
    const hint = { account: "main", callId: "77", digest: "d1", hearsay: true, at: world.clock.now(), ...named };
    await world.store.calls.hint(hint);
    const look = () => reportCall({ account: "main", callId: "77" }, { ...world.deps, ...deps });
    await look();
    return { ...world, unclear, look };
  }
  interface Heard {
    ref?: boolean;
    told?: Date;
    clocks?: "unlearned";
  }

  const unlearned = { clocks: "unlearned" } as const;
  it.each<[string, object, Heard]>([
    ["began minutes before, under the ref", started(-4 * minutes), {}],
    ["began half a minute before, under the ref", started(-30 * seconds), {}],
    ["is a redial of a call that nobody knows, under the ref", started(2 * minutes, { lead_retry: 1 }), {}],
    ["is a redial of one, without a ref", started(2 * minutes, { lead_retry: 1 }), { ref: false }],
    ["is the second try at the agents", started(2 * minutes, { retry: 1 }), { ref: false }],
    ["tells no time at all", contacted({ started_at: null }), {}],
    ["tells a time of which nobody knows what it means", started(5 * seconds), unlearned],
    ["began before by the webhook's time", started(-20 * minutes), { ...unlearned, told: fromNoon(-20 * minutes) }],
    ["began at no moment that both tell", started(5 * seconds), { ...unlearned, told: fromNoon(7 * minutes) }],
    ["is a redial by the webhook's time", started(60_000, { lead_retry: 1 }), { ...unlearned, told: fromNoon(60_000) }],
  ])("proves nothing where it %s: nobody is told, and the look-up decides", async (_, call, heard) => {
    const { lead, unclear, jobs, store, call: kept } = await heardOf(call, heard);
    expect(await lead(unclear)).toMatchObject({ state: "unknown", calls: [] });
    expect(jobs).toEqual([]);
    expect(await tieOf(store, "main", "77")).toBeUndefined();
    expect(await store.clocks.find("main")).toBeUndefined();
    expect(await kept("77")).toMatchObject({ state: "hinted", reason: "perhaps-ours", dueFor: "report-call" });
  });

  it("is nobody's by its phone alone where it began half a minute before", async () => {
    const { lead, unclear, jobs, call } = await heardOf(started(-30 * seconds), { ref: false });
    expect(await lead(unclear)).toMatchObject({ state: "unknown" });
    expect(await call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(jobs).toEqual([]);
  });

  it.each<[string, object, Heard]>([
    ["began after it", started(5 * seconds), {}],
    ["began as long before it as clocks that are kept may differ", started(-2 * seconds), {}],
    ["began after it by its time alone", started(5 * seconds), { ref: false }],
    ["began after it by the webhook's time", started(5 * seconds), { ...unlearned, told: fromNoon(5 * seconds) }],
  ])("proves the dial where it %s", async (_, call, heard) => {
    const { lead, unclear, jobs } = await heardOf(call, heard);
    expect(await lead(unclear)).toMatchObject({ state: "completed", callId: "77" });
    expect(jobs).toHaveLength(1);
  });

  it("is told within the hour once another call has shown that the lead rang, however many days it was in doubt before", async () => {
    const { lead, unclear, jobs, store, clock, look } = await heardOf(started(2 * minutes, { lead_retry: 1 }));
    for (let looks = 0; looks < 100; looks += 1) {
      clock.pass(61 * minutes);
      await look();
    }
    expect(jobs).toHaveLength(0);
    await tieCall(store, "main", "76", unclear.id);
    await changeLead(store.leads, unclear.id, (current) => placed(current, "76", clock.now()));
    clock.pass(61 * minutes);
    await look();
    expect((await lead(unclear)).calls).toEqual(["77"]);
    expect(jobs).toHaveLength(1);
  });

  /** A lead whose first call reached nobody; what became of the dial that a person decided on twenty minutes later, nobody knows. */
  const calledOnceMore = async () => {
    const world = aReporter();
    const { store, clock, says, hear, aPlacedLead } = world;
    const ours = await aPlacedLead({ callId: "76" });
    says("76", contacted({ lead_status: "missed", seconds: 0 }));
    await hear("76");
    clock.pass(20 * minutes);
    await changeLead(store.leads, ours.id, (current) => decided(current, { kind: "call-again" }, "Ada", clock.now()));
    await changeLead(store.leads, ours.id, (current) => claimed(current, "dial-2", 19230, clock.now()));
    const outcome = { kind: "ambiguous", reason: "reset" } as const;
    await changeLead(store.leads, ours.id, (current) => dialled(current, "dial-2", outcome, clock.now()));
    return { ...world, ours };
  };

  it("but of an earlier ring of the lead is told, and proves nothing of the present one", async () => {
    const { ours, says, hear, lead, jobs, call } = await calledOnceMore();
    const told = jobs.length;
    says("77", started(16 * minutes, { lead_retry: 1 }));
    await hear("77", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "unknown", outcome: "contacted", calls: ["76", "77"] });
    expect(jobs).toHaveLength(told + 1);
    expect(await call("77")).toMatchObject({ leadId: ours.id });
    says("78", started(20 * minutes + 5 * seconds));
    await hear("78", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "78" });
  });

  it("but of an earlier ring of the lead proves nothing while nobody knows what the account's times mean", async () => {
    const { ours, store, clock, log, says, lead, deps } = await calledOnceMore();
    says("77", started(16 * minutes, { lead_retry: 1 }));
    await store.calls.hint({ account: "main", callId: "77", digest: "d", ref: refFor(ours), at: clock.now() });
    const clocks = accountClocks(store.clocks, clock.now, log);
    await reportCall({ account: "main", callId: "77" }, { ...deps, clocks });
    expect(await lead(ours)).toMatchObject({ state: "unknown", outcome: "contacted", calls: ["76", "77"] });
  });

  it("is told once the look-up has found the dial's own call", async () => {
    const { lead, unclear, jobs, store, clock, look } = await heardOf(started(2 * minutes, { lead_retry: 1 }));
    await tieCall(store, "main", "76", unclear.id);
    await changeLead(store.leads, unclear.id, (current) => placed(current, "76", clock.now()));
    clock.pass(minutes);
    await look();
    expect((await lead(unclear)).calls).toEqual(["77"]);
    expect(jobs).toHaveLength(1);
  });

  it("brings a person where no look-up has found another, and waits for what the person says", async () => {
    const { lead, unclear, jobs, store, clock, look, call } = await heardOf(started(-4 * minutes));
    const none = { kind: "none" } as const;
    await changeLead(store.leads, unclear.id, (current) => lookedUp(current, none, "redial", clock.now()));
    clock.pass(10 * minutes);
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "review", reason: "several-calls" });
    expect(await call("77")).toMatchObject({ reason: "perhaps-ours" });
    const itRang = { kind: "it-rang", callId: "77" } as const;
    const deciding = { bridge: aBridge(), store, now: clock.now, newId: someIds(), log: aLog() };
    await decideLead(unclear.id, itRang, "Ada", deciding);
    clock.pass(61 * minutes);
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "completed" });
    expect(jobs).toHaveLength(1);
  });

  it("keeps a lead from being called once more because no call was found", async () => {
    const { lead, unclear, store, clock, look } = await heardOf(started(-4 * minutes));
    clock.pass(10 * minutes);
    for (let count = 0; count < 3; count += 1) {
      const none = { kind: "none" } as const;
      await changeLead(store.leads, unclear.id, (current) => lookedUp(current, none, "redial", clock.now()));
    }
    expect(await lead(unclear)).toMatchObject({ state: "ready", unproven: true });
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "review", reason: "several-calls", ringsAuthorised: 1 });
  });

  it("is in doubt too where the team was closed: a redial does not end a lead that rang nobody", async () => {
    const { aPlacedLead, hear, says, lead, jobs } = aReporter();
    const closed = await aPlacedLead({ guess: "76" });
    says("76", contacted({ status: "offline", lead_status: null, seconds: 0 }));
    await hear("76", { ref: refFor(closed) });
    says("77", started(minutes, { lead_retry: 1 }));
    await hear("77", { ref: refFor(closed) });
    expect(await lead(closed)).toMatchObject({ state: "review", reason: "team-offline", calls: ["76"] });
    expect(jobs.map(({ call }) => call.callId)).toEqual(["76"]);
  });

  it("is the lead's where Callingly's yes named it, whatever the clocks say", async () => {
    const { aPlacedLead, hear, says, lead } = aReporter();
    const dialledLead = await aPlacedLead({ guess: "77" });
    says("77", started(-4 * minutes));
    await hear("77");
    expect(await lead(dialledLead)).toMatchObject({ state: "completed", callId: "77" });
  });
});

describe("a repeat customer's call", () => {
  it("F56: goes to the lead that was dialled last before it", async () => {
    const { says, aPlacedLead, hear, clock, call } = aReporter();
    const before = await aPlacedLead();
    says("1", missed());
    await hear("1", { ref: refFor(before) });
    clock.pass(7 * 24 * hours);
    const today = await aPlacedLead();
    says("2", missed({ started_at: "2026-06-22 12:00:05" }));
    await hear("2");
    expect(await call("1")).toMatchObject({ leadId: before.id });
    expect(await call("2")).toMatchObject({ leadId: today.id });
  });
});

describe("the clock of an account", () => {
  it("F58: shows at a call whose ref came back, and its times are read by it", async () => {
    const { says, store, aPlacedLead, deps, clock, log, jobs } = aReporter();
    const clocks = accountClocks(store.clocks, clock.now, log);
    const ref = refFor(await aPlacedLead({ callId: "77" }));
    says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    const told = { account: "main", callId: "77", digest: "d1", ref, toldAt: "2026-06-15T12:00:05.000Z", at: noon };
    await store.calls.hint(told);
    await reportCall({ account: "main", callId: "77" }, { ...deps, clocks });
    expect(await store.clocks.find("main")).toMatchObject({ doubt: { offsetMinutes: -420 } });
    expect(jobs[0]?.call.startedAt).toBe("2026-06-15T12:00:05.000Z");
  });
});

describe("a call while nobody knows what the account's times mean", () => {
  const learning = ({ store, clock, log, deps }: ReturnType<typeof aReporter>) => ({
    ...deps,
    clocks: accountClocks(store.clocks, clock.now, log),
  });
  const hear = async (world: ReturnType<typeof aReporter>, callId: string, ref?: number) => {
    await world.store.calls.hint({ account: "main", callId, digest: "d1", ref, hearsay: true, at: world.clock.now() });
    await reportCall({ account: "main", callId }, learning(world));
  };

  it("is nobody's by its phone and its time alone, though the configured zone says so", async () => {
    const world = aReporter();
    await world.aPlacedLead();
    world.says("77", contacted({ started_at: "2026-06-15 12:00:05" }));
    await hear(world, "77");
    expect(world.jobs).toEqual([]);
    expect(await world.call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(await world.store.clocks.find("main")).toBeUndefined();
  });

  it("is its lead's by the ref that came back, whatever its time says", async () => {
    const world = aReporter();
    const ref = refFor(await world.aPlacedLead());
    world.says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "77", ref);
    expect(world.jobs).toHaveLength(1);
  });

  it("teaches it together with another lead's call, and not by itself", async () => {
    const world = aReporter();
    const first = await world.aPlacedLead();
    world.says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "77", refFor(first));
    world.says("78", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "78", refFor(first));
    expect((await world.store.clocks.find("main"))?.sure).toBeUndefined();
    const second = await world.aPlacedLead({ phone: "+12125550124" });
    const lead = { id: 6200002, phone_number: "+12125550124" };
    world.says("79", contacted({ started_at: "2026-06-15 05:00:05", lead }));
    await hear(world, "79", refFor(second));
    expect(await world.store.clocks.find("main")).toMatchObject({ sure: { offsetMinutes: -420 } });
  });
});

describe("a tie to a call that cannot be the lead's", () => {
  const stranger = (more: object = {}) =>
    contacted({ lead: { id: 9, phone_number: "+14155552671" }, transcript: "A STRANGER'S WORDS", ...more });

  it("is no tie while it is a guess from Callingly's yes: the stranger's lead gets its result, and ours waits for its own", async () => {
    const { says, aPlacedLead, hear, jobs, lead, call, store } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    const theirs = await aPlacedLead({ phone: "+14155552671" });
    says("9001", stranger());
    await hear("9001", { digest: "asked", leadHint: ours.id });
    expect(jobs.map((job) => job.lead.id)).toEqual([theirs.id]);
    expect(await tieOf(store, "main", "9001")).toBe(theirs.id);
    expect(await lead(ours)).toMatchObject({ state: "placed", calls: [] });
    expect((await lead(ours)).callIdGuess).toBeUndefined();

    says("77", contacted());
    await hear("77", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "77" });
    expect(jobs.at(-1)).toMatchObject({ lead: { id: ours.id }, call: { callId: "77" } });
    expect((await call("9001"))?.leadId).toBe(theirs.id);
  });

  it("is nobody's where the stranger has no lead", async () => {
    const { says, aPlacedLead, hear, jobs, lead, call } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    says("9001", stranger());
    await hear("9001", { leadHint: ours.id });
    expect(jobs).toEqual([]);
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "not-this-lead" });
    expect(JSON.stringify(await call("9001"))).not.toContain("STRANGER");
    expect((await lead(ours)).callIdGuess).toBeUndefined();
  });

  it("is nobody's where Callingly shows no such call for an hour", async () => {
    const { aPlacedLead, hear, look, clock, lead, call } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    await hear("9001", { leadHint: ours.id });
    clock.pass(2 * hours);
    await look("9001");
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "call-gone" });
    expect((await lead(ours)).callIdGuess).toBeUndefined();
  });

  it("becomes a tie once the call was read and fits", async () => {
    const { says, aPlacedLead, hear, jobs, lead, store } = aReporter();
    const ours = await aPlacedLead({ guess: "77" });
    says("77", contacted());
    await hear("77");
    expect(jobs).toHaveLength(1);
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "77" });
    expect((await lead(ours)).callIdGuess).toBeUndefined();
    expect(await tieOf(store, "main", "77")).toBe(ours.id);
  });

  it.each([
    ["a person named it by a slip of the finger", { lead: { id: 9, phone_number: "+14155552671" } }],
    ["it came in", { lead: { id: 9, phone_number: PHONE }, direction: "inbound" }],
    ["it began before the dial", { lead: { id: 9, phone_number: PHONE }, started_at: "2026-06-15 11:00:00" }],
  ])("is given up, and a person decides anew, where %s", async (_, more) => {
    const { says, anUnclearLead, hear, jobs, lead, call, deps } = aReporter();
    const ours = await anUnclearLead();
    await decideLead(ours.id, { kind: "it-rang", callId: "9001" }, "Robin Ashby", deps as never);
    expect((await lead(ours)).state).toBe("placed");
    says("9001", stranger(more));
    await hear("9001");
    expect(jobs).toEqual([]);
    expect(await lead(ours)).toMatchObject({ state: "review", reason: "call-unfit", calls: [] });
    expect((await lead(ours)).callId).toBeUndefined();
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "not-this-lead" });
  });

  it("does not keep the call from the lead whose it is", async () => {
    const { says, anUnclearLead, aPlacedLead, hear, jobs, deps } = aReporter();
    const ours = await anUnclearLead();
    const theirs = await aPlacedLead({ phone: "+14155552671" });
    await decideLead(ours.id, { kind: "it-rang", callId: "9001" }, "Robin Ashby", deps as never);
    says("9001", stranger());
    await hear("9001", { ref: refFor(theirs) });
    expect(jobs.map((job) => job.lead.id)).toEqual([theirs.id]);
  });

  it("is judged by the number as it was dialled, not by a corrected one", async () => {
    const { says, aPlacedLead, hear, jobs, store } = aReporter();
    const ours = await aPlacedLead({ callId: "77" });
    await changeLead(store.leads, ours.id, (current) => ({
      ...current,
      person: { ...current.person, phone: "+12125550177" },
    }));
    says("77", contacted());
    await hear("77");
    expect(jobs).toHaveLength(1);
  });
});
