import { describe, expect, it } from "vitest";
import { type Worker, workers } from "../../../lambda/lead/item.ts";
import { claimed, dialled } from "../../../lambda/lead/states.ts";
import { timing } from "../../../lambda/lead/timing.ts";
import { workDue } from "../../../lambda/steps/work-due.ts";
import { changeCall, changeLead } from "../../../lambda/store/change.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { DueItem } from "../../../lambda/store/store.ts";
import { aClock, aLog } from "../../fakes/bridge.ts";
import { aLead, hours, minutes, noon, seconds } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

const day = 24 * hours;

/** A worker at its ticks, whose step does what the test says. */
function aWorker(worker: Worker = "reconcile") {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const { due } = limitedTo(worker, store);
  const handled: string[] = [];
  const nameOf = (item: DueItem) => (item.kind === "lead" ? item.id : item.callId);
  return {
    store,
    clock,
    log,
    due,
    handled,
    /** An item that is due for the worker since noon. */
    async has(): Promise<string> {
      const lead = aLead();
      await store.leads.add(lead);
      if (worker === "dial-lead") return lead.id;
      if (worker === "reconcile") {
        // Callingly is asked about a silent call ten minutes after its dial.
        const before = new Date(noon.getTime() - 10 * minutes);
        await changeLead(store.leads, lead.id, (one) => claimed(one, "dial", 1, before));
        await changeLead(store.leads, lead.id, (one) => dialled(one, "dial", { kind: "placed" }, before));
        return lead.id;
      }
      await store.calls.hint({ account: "main", callId: lead.id, digest: "d", at: noon });
      return lead.id;
    },
    tick: (fails: (name: string) => boolean = () => false) =>
      workDue(
        worker,
        async (item) => {
          handled.push(nameOf(item));
          if (fails(nameOf(item))) throw new TypeError("poison");
        },
        { due, now: clock.now, timeLeftMs: () => minutes, log },
      ),
  };
}

describe.each(workers)("what %s fails on", (worker) => {
  it("F101: stands before nobody: the one behind it is handled in the same tick", async () => {
    // Ten thousand show that it is not the page, or those side by side, that are few enough.
    const many = worker === "reconcile" ? 10_000 : 200;
    const { store, clock, has, handled, tick, log } = aWorker(worker);
    for (let count = 0; count < many; count += 1) await has();
    clock.pass(minutes);
    const good = await has();
    clock.pass(minutes);
    await tick((name) => name !== good);
    expect(handled.filter((name) => name === good)).toHaveLength(1);
    expect(handled).toHaveLength(many + 1);
    const failed = log.lines.filter(({ event }) => event === "item failed");
    expect(failed).toHaveLength(many);
    expect(new Set(failed.map(({ leadId, callId }) => leadId ?? callId)).size).toBe(many);
    const items = worker === "report-call" ? store.allCalls() : store.allLeads();
    expect(items.filter(({ faults }) => faults === 1)).toHaveLength(many);
    expect(await tick(() => false)).toBe(1);
  });

  it("F101: is left alone for longer each time, up to a limit, and never given up", async () => {
    const { clock, has, due, handled, tick } = aWorker(worker);
    await has();
    const gaps: number[] = [];
    for (let tries = 1; tries <= 16; tries += 1) {
      clock.pass(timing.tickGrace + 1);
      await tick(() => true);
      expect(handled).toHaveLength(tries);
      const [item] = (await due.due(worker, new Date(9e12), { limit: 1 })).items;
      gaps.push(Date.parse(item?.dueAt ?? "") - clock.now().getTime());
      clock.pass(gaps.at(-1) ?? 0);
    }
    expect(gaps.slice(0, 4)).toEqual([20 * seconds, minutes, 5 * minutes, 15 * minutes]);
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    const longest = worker === "dial-lead" ? 15 * minutes : day;
    expect(gaps.slice(-5)).toEqual(Array(5).fill(longest));
  });

  it("is not put off when somebody else has moved it on meanwhile", async () => {
    const { store, clock, log, due, has } = aWorker(worker);
    const name = await has();
    clock.pass(minutes);
    const later = new Date(noon.getTime() + hours).toISOString();
    const moved = async () => {
      const move = <T extends object>(item: T) => ({
        ...item,
        dueAt: later,
      });
      await changeLead(store.leads, name, move);
      await changeCall(store.calls, { account: "main", callId: name }, move);
      throw new TypeError("poison");
    };
    await workDue(worker, moved, { due, now: clock.now, timeLeftMs: () => minutes, log });
    const items = worker === "report-call" ? store.allCalls() : store.allLeads();
    expect(items[0]).toMatchObject({ dueAt: later });
    expect(items[0]?.faults).toBeUndefined();
  });

  it("holds up nobody when the table does not even take that it is put off", async () => {
    const { clock, log, due, has, handled } = aWorker(worker);
    const names = [await has(), await has()];
    clock.pass(minutes);
    const putOff = async () => {
      throw new Error("the table is out of reach");
    };
    const act = async (item: DueItem) => {
      handled.push(item.kind === "lead" ? item.id : item.callId);
      throw new TypeError("poison");
    };
    const deps = { due: { ...due, putOff }, now: clock.now, timeLeftMs: () => minutes, log };
    expect(await workDue(worker, act, deps)).toBe(2);
    expect(handled.toSorted()).toEqual(names.toSorted());
  });

  it("says why it waits where nothing else may need the reason that it has", async () => {
    const { store, clock, has, tick } = aWorker(worker);
    await has();
    clock.pass(minutes);
    await tick(() => true);
    const [item] = worker === "report-call" ? store.allCalls() : store.allLeads();
    expect(item?.faults).toBe(1);
    expect(item?.reason).toBe(worker === "reconcile" ? undefined : "bridge-fault");
  });
});
