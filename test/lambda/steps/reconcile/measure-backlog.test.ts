import { describe, expect, it } from "vitest";
import { type Call, parked, postponed, reported } from "../../../../lambda/lead/call/call.ts";
import {
  claimed,
  deferred,
  dialled,
  held,
  lookedUp,
  merged,
  outOfHours,
  stumbled,
} from "../../../../lambda/lead/states.ts";
import { type BacklogDeps, measureBacklog } from "../../../../lambda/steps/reconcile/measure-backlog.ts";
import { changeCall, changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aClock, aMeasure } from "../../../fakes/bridge.ts";
import { aLead, hours, minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

type Lead = ReturnType<typeof aLead>;

function aBacklog() {
  const store = memoryStore();
  const clock = aClock(noon);
  const measure = aMeasure();
  return {
    store,
    clock,
    async lead(...moves: ((lead: Lead) => Lead | undefined)[]) {
      const lead = aLead({}, { at: clock.now() });
      await store.leads.add(lead);
      for (const move of moves) await changeLead(store.leads, lead.id, move);
    },
    hint: (callId: string) => store.calls.hint({ account: "main", callId, digest: callId, at: clock.now() }),
    async levels() {
      const { due, gates } = limitedTo("reconcile", store);
      await measureBacklog({ due, gates, now: clock.now, measure });
      return measure.told.at(-1);
    },
  };
}

const dialling = (lead: Lead) => claimed(lead, "dial", 1, noon);
const unclear = (lead: Lead) => dialled(lead, "dial", { kind: "ambiguous", reason: "time-out" }, noon);

describe("the levels", () => {
  it("are nought where nothing waits, so that an alarm can end", async () => {
    expect(await aBacklog().levels()).toEqual({
      WaitingNow: 0,
      OldestWaiting: 0,
      UnknownNow: 0,
      ReviewNow: 0,
      HeldNow: 0,
      QuarantinedNow: 0,
      ParkedNow: 0,
      OldestResult: 0,
      GatesClosedNow: 0,
      TokensRefusedNow: 0,
    });
  });

  it("tell how long the oldest lead has waited, whenever it is looked at next", async () => {
    const { lead, clock, levels } = aBacklog();
    await lead((one) => deferred(one, "callingly-busy", new Date(noon.getTime() + hours), noon));
    clock.pass(20 * minutes);
    await lead();
    clock.pass(minutes);
    expect(await levels()).toMatchObject({ WaitingNow: 2, OldestWaiting: 21 * 60 });
  });

  it("tell of a lead that a closed gate holds, and not of how long it waits while somebody paused", async () => {
    const { lead, clock, levels } = aBacklog();
    await lead((one) => held(one, "paused", noon, { for: "rule" }));
    clock.pass(hours);
    expect(await levels()).toMatchObject({ WaitingNow: 1, OldestWaiting: 0 });
    await lead((one) => held(one, "token-refused", clock.now(), { for: "rule" }));
    clock.pass(minutes);
    expect(await levels()).toMatchObject({ WaitingNow: 2, OldestWaiting: 60, HeldNow: 0 });
  });

  it("tell nothing of a night in which nobody may be rung, nor in the morning, when those who waited stand in line", async () => {
    const { lead, clock, levels } = aBacklog();
    const morning = new Date(noon.getTime() + 12 * hours);
    await lead((one) => outOfHours(one, "outside-hours", morning, noon));
    await lead(
      (one) => outOfHours(one, "outside-hours", morning, noon),
      (one) => deferred(one, "waits-its-turn", new Date(morning.getTime() + minutes), morning),
    );
    clock.pass(12 * hours);
    expect(await levels()).toMatchObject({ WaitingNow: 2, OldestWaiting: 60 });
    clock.pass(20 * minutes);
    expect(await levels()).toMatchObject({ OldestWaiting: 19 * 60 });
  });

  it("tell leads that wait for a person from those that the bridge failed on", async () => {
    const { lead, levels } = aBacklog();
    await lead((one) => held(one, "stale", noon, { for: "person" }));
    await lead(...Array(6).fill((one: Lead) => stumbled(one, noon)));
    expect(await levels()).toMatchObject({ HeldNow: 2, QuarantinedNow: 1, WaitingNow: 0, OldestWaiting: 0 });
  });

  it("tell dials of unclear fate, and those that a person must decide about", async () => {
    const { lead, levels } = aBacklog();
    await lead(dialling);
    await lead(dialling, unclear);
    await lead(dialling, unclear, (one) => lookedUp(one, { kind: "several" }, "review", noon));
    // The index shows the one that is being dialled as it was before.
    expect(await levels()).toMatchObject({ UnknownNow: 1, ReviewNow: 1, WaitingNow: 1 });
  });

  it("tell how long the oldest result has been on its way, and which wait to be mended", async () => {
    const { store, hint, clock, levels } = aBacklog();
    for (const callId of ["1", "2", "3", "4"]) await hint(callId);
    const moves = (callId: string, rule: (call: Call) => Call) =>
      changeCall(store.calls, { account: "main", callId }, rule);
    const recording = { callId: "2", outcome: "contacted", final: true, seconds: 9 } as const;
    await moves("1", (call) => parked(call, "crm-refused", "", noon));
    await moves("2", (call) => reported({ ...call, result: recording }, noon));
    await moves("3", (call) => postponed(call, { reason: "still-running" }, noon));
    clock.pass(hours);
    expect(await levels()).toMatchObject({ ParkedNow: 1, OldestResult: 3600 });
    await moves("4", (call) => parked(call, "crm-refused", "", noon));
    expect(await levels()).toMatchObject({ ParkedNow: 2, OldestResult: 0 });
  });

  it("tell of closed gates: not of a pause, nor of one that is ajar", async () => {
    const { store, levels } = aBacklog();
    const gate = { closedAt: noon.toISOString(), tries: 0 };
    await store.gates.close({ ...gate, on: "account/main", reason: "paused" });
    await store.gates.close({ ...gate, on: "service/main", reason: "callingly-failing", until: noon.toISOString() });
    await store.gates.close({ ...gate, on: "team/main/7", reason: "team-unknown" });
    await store.gates.close({ ...gate, on: "token/main", reason: "token-refused" });
    expect(await levels()).toMatchObject({ GatesClosedNow: 2, TokensRefusedNow: 1 });
  });

  it("read what waits, and not what has ended and only loses its personal data one day", async () => {
    const { store, lead, clock } = aBacklog();
    await lead(dialling, unclear);
    await lead((one) => merged(one, "lead_other", noon));
    const read: string[] = [];
    const waiting: BacklogDeps["due"]["waiting"] = async (...asked) => {
      const page = await store.due.waiting(...asked);
      read.push(...page.items.map(({ state }) => state));
      return page;
    };
    const measure = aMeasure();
    await measureBacklog({ due: { waiting }, gates: store.gates, now: clock.now, measure });
    expect(read).toEqual(["unknown"]);
  });

  it("count every page", async () => {
    const measure = aMeasure();
    const at = { dueAt: noon.toISOString(), cameAt: noon.toISOString(), since: noon.toISOString() };
    const item = { kind: "call", account: "main", callId: "1", state: "parked", dueFor: "report-call", ...at } as const;
    const due: BacklogDeps["due"] = {
      waiting: async (worker, { after }) =>
        worker === "report-call" ? { items: [item], ...(after === undefined && { next: "2" }) } : { items: [] },
    };
    await measureBacklog({ due, gates: { all: async () => [] }, now: () => noon, measure });
    expect(measure.sumOf("ParkedNow")).toBe(2);
  });

  it("stay numbers, whatever another version wrote", async () => {
    const measure = aMeasure();
    const at = { dueAt: noon.toISOString(), cameAt: "", since: "" };
    const item = { kind: "lead", id: "lead_1", state: "ready", dueFor: "dial-lead", ...at } as const;
    const due = { waiting: async (worker: string) => ({ items: worker === "dial-lead" ? [item] : [] }) };
    await measureBacklog({ due, gates: { all: async () => [] }, now: () => noon, measure });
    expect(measure.told).toMatchObject([{ WaitingNow: 1, OldestWaiting: 0 }]);
  });
});
