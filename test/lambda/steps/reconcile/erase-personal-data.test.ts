import { describe, expect, it } from "vitest";
import { parked, reported } from "../../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { claimed, dialled, folded, merged, placed } from "../../../../lambda/lead/states.ts";
import { type ReconcileDeps, reconcileItem } from "../../../../lambda/steps/reconcile/reconcile.ts";
import { workDue } from "../../../../lambda/steps/work-due.ts";
import { changeCall, changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks } from "../../../fakes/bridge.ts";
import { heldCall } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const day = 24 * hours;
const aPhone = /^\+1212555\d{4}$/;

function aTable() {
  const store = memoryStore();
  const requests: string[] = [];
  const limited = limitedTo("reconcile", store, { used: (right) => void requests.push(right) });
  const { now, pass } = aClock(noon);
  const log = aLog();
  const callinglyFor: ReconcileDeps["callinglyFor"] = async () => undefined;
  const measure = aMeasure();
  const deps = { bridge: aBridge(), store: limited, callinglyFor, clocks: configuredClocks, now, log, measure };
  return {
    store,
    pass,
    /** What was asked of the table since the last time that somebody looked. */
    asked: () => requests.splice(0),
    async holds(...rules: ((lead: Lead) => Lead | undefined)[]): Promise<string> {
      const lead = aLead();
      await store.leads.add(lead);
      for (const rule of rules) await changeLead(store.leads, lead.id, rule);
      return lead.id;
    },
    find: async (id: string) => (await store.leads.find(id)) as Lead,
    tick: () =>
      workDue("reconcile", (item) => reconcileItem(item, deps), {
        due: limited.due,
        now,
        timeLeftMs: () => 60_000,
        log,
      }),
  };
}

const ring = (lead: Lead) => claimed(lead, "dial-1", 1, noon);
const place = (lead: Lead) => placed(lead, "77", noon);

describe("the tick that finds an end whose payload's days are over", () => {
  it("takes the person out of the lead, once, and not a day too early", async () => {
    const { pass, holds, find, tick } = aTable();
    const id = await holds((lead) => merged(lead, "lead_of_nobody", noon));
    pass(89 * day);
    await tick();
    expect((await find(id)).person.phone).toMatch(aPhone);
    pass(day + 1);
    await tick();
    expect(await find(id)).toMatchObject({
      state: "merged",
      person: {},
      extra: {},
      strippedAt: fromNoon(90 * day + 1).toISOString(),
    });
    expect(await tick()).toBe(0);
  });

  it("leaves a lead that was merged alone while the one that was called for it is open", async () => {
    const { store, pass, holds, find, tick } = aTable();
    const first = await holds(ring, place, (lead) => ({ ...lead, state: "held" }) as Lead);
    const second = await holds((lead) => merged(lead, first, noon));
    pass(90 * day + 1);
    await tick();
    expect((await find(second)).person.phone).toMatch(aPhone);
    await changeLead(store.leads, first, (lead) => merged({ ...lead, state: "ready", ringsPossible: 0 }, "x", noon));
    pass(day + 1);
    await tick();
    expect((await find(second)).strippedAt).toBe(fromNoon(91 * day + 2).toISOString());
  });

  it("leaves a lead alone that somebody had called again meanwhile", async () => {
    const { pass, holds, find, tick } = aTable();
    const id = await holds((lead) => ({ ...lead, state: "held", dueFor: "dial-lead" }) as Lead);
    pass(400 * day);
    await tick();
    expect((await find(id)).person.phone).toMatch(aPhone);
  });

  it("takes the person out of a lead's calls with the lead, however lately they were told", async () => {
    const { store, pass, holds, find, tick } = aTable();
    const id = await holds(ring, place, (lead) =>
      folded(lead, { callId: "77", outcome: "contacted", final: true }, noon),
    );
    const key = { account: "main", callId: "77" };
    const result = { callId: "77", final: true, seconds: 60, tag: "the old oak" } as const;
    pass(80 * day);
    await store.calls.hint({ ...key, digest: "d", at: noon });
    await changeCall(store.calls, key, (call) => heldCall(call, result, id));
    await changeCall(store.calls, key, (call) =>
      reported({ ...call, lateReads: 3 }, fromNoon(80 * day), undefined, true),
    );
    await tick();
    expect((await store.calls.find("main", "77"))?.result).toEqual(result);
    pass(10 * day + 1);
    await tick();
    expect(await store.calls.find("main", "77")).toMatchObject({ strippedAt: fromNoon(90 * day + 1).toISOString() });
    expect((await store.calls.find("main", "77"))?.result).not.toHaveProperty("tag");
    expect((await find(id)).strippedAt).toBeDefined();
    expect(await tick()).toBe(0);
  });

  it("takes the person out of a call that its lead does not list, once, and not a day too early", async () => {
    const { store, pass, tick } = aTable();
    const key = { account: "main", callId: "77" };
    const result = {
      callId: "77",
      final: true,
      seconds: 60,
      phone: "+12125550123",
      tag: "the old oak",
    } as const;
    await store.calls.hint({ ...key, digest: "d", at: noon });
    await changeCall(store.calls, key, (call) => heldCall(call, result));
    await changeCall(store.calls, key, (call) => reported({ ...call, lateReads: 3 }, noon));
    pass(89 * day);
    await tick();
    expect(store.allCalls()[0]?.result).toEqual(result);
    pass(day + 1);
    await tick();
    const [stripped] = store.allCalls();
    expect(stripped).toMatchObject({ state: "reported", strippedAt: fromNoon(90 * day + 1).toISOString() });
    expect(stripped?.result).toEqual({ callId: "77", final: true, seconds: 60 });
    expect(await tick()).toBe(0);
  });

  it("costs one read and one write for a lead, and for each of its calls", async () => {
    const { store, pass, holds, asked, tick } = aTable();
    const key = { account: "main", callId: "77" };
    await holds(ring, place, (lead) => folded(lead, { callId: "77", outcome: "contacted", final: true }, noon));
    await store.calls.hint({ ...key, digest: "d", at: noon });
    await changeCall(store.calls, key, (call) => heldCall(call, { callId: "77", final: true, seconds: 60 }));
    await changeCall(store.calls, key, (call) => reported({ ...call, lateReads: 3 }, noon, undefined, true));
    pass(90 * day + 1);
    asked();
    expect(await tick()).toBe(1);
    const needed = ["GetItem lead", "GetItem call", "PutItem call", "PutItem lead"].map(
      (right) => `reconcile ${right}`,
    );
    expect(asked().filter((right) => !right.endsWith(" due"))).toEqual(needed);
  });

  describe("while a CRM has not taken its result yet", () => {
    const ended = (lead: Lead) => folded(lead, { callId: "77", outcome: "contacted", final: true }, noon);
    const waits = async ({ store, holds }: ReturnType<typeof aTable>) => {
      const id = await holds(ring, place, ended);
      await store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
      const key = { account: "main", callId: "77" };
      await changeCall(store.calls, key, (call) => parked(call, "crm-access-refused", "", noon));
      return { id, tell: (at: Date) => changeCall(store.calls, key, (call) => reported(call, at)) };
    };

    it("leaves the lead alone, and forgets it no sooner for having waited", async () => {
      const table = aTable();
      const { id, tell } = await waits(table);
      const before = (await table.find(id)).expiresAt ?? 0;
      table.pass(90 * day + 1);
      await table.tick();
      const waiting = await table.find(id);
      expect(waiting.person.phone).toMatch(aPhone);
      expect(waiting.expiresAt).toBeGreaterThan(before);
      await tell(new Date(noon.getTime() + 90 * day));
      table.pass(day + 1);
      await table.tick();
      expect((await table.find(id)).strippedAt).toBe(fromNoon(91 * day + 2).toISOString());
    });

    it("leaves a lead alone that was merged into it, for which the result is as well", async () => {
      const table = aTable();
      const { id } = await waits(table);
      const second = await table.holds((lead) => merged(lead, id, noon));
      table.pass(90 * day + 1);
      await table.tick();
      expect((await table.find(second)).person.phone).toMatch(aPhone);
    });

    it("leaves a lead alone whose CRM is yet to be told that there was no call", async () => {
      const { store, holds, pass, find, tick } = aTable();
      const id = await holds(
        (lead) => claimed(lead, "dial-1", 1, noon),
        (lead) => dialled(lead, "dial-1", { kind: "refused", fault: "lead", status: 422, message: "no" }, noon),
      );
      await tick();
      pass(1);
      await tick();
      expect(store.allCalls()).toMatchObject([{ notice: "phone-refused", dueFor: "report-call" }]);
      pass(91 * day);
      await tick();
      expect((await find(id)).person.phone).toMatch(aPhone);
    });
  });
});
