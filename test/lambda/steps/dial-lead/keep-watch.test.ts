import { expect, it } from "vitest";
import { askedGate, gateOn } from "../../../../lambda/lead/gates.ts";
import { deferred } from "../../../../lambda/lead/states.ts";
import { later } from "../../../../lambda/lead/timing.ts";
import { watchOver } from "../../../../lambda/steps/dial-lead/keep-watch.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import type { DueItem } from "../../../../lambda/store/store.ts";
import { aClock, aLog } from "../../../fakes/bridge.ts";
import { aLead, fromNoon, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

/** A gate that is to be asked about then opens when it is asked about; any other stays closed. */
const whenItOpens = fromNoon(5 * seconds);

/** A worker that stays; its sleep lets the clock go on. */
function aWorker(act: (item: DueItem) => Promise<void> = async () => undefined, runsMs = 60 * seconds) {
  const store = memoryStore();
  const clock = aClock(noon);
  const met: [id: string, atSeconds: number][] = [];
  const ended = fromNoon(runsMs);
  let asked = 0;
  let released = 0;
  const { due, gates } = limitedTo("dial-lead", store);
  const sinceNoon = () => (clock.now().getTime() - noon.getTime()) / seconds;
  const watch = watchOver({
    due,
    gates,
    act: async (item) => {
      met.push([item.kind === "lead" ? item.id : "", sinceNoon()]);
      await changeLead(store.leads, item.kind === "lead" ? item.id : "", (lead) => ({ ...lead, dueFor: "reconcile" }));
      await act(item);
    },
    meetReleased: async () => {
      released += 1;
    },
    askGates: async () => {
      asked += 1;
      const [gate] = await gates.all();
      if (gate?.askAt === whenItOpens.toISOString()) await gates.open(gate);
    },
    now: clock.now,
    sleep: async (ms) => clock.pass(ms),
    timeLeftMs: () => ended.getTime() - clock.now().getTime(),
    log: aLog(),
  });
  return {
    store,
    clock,
    watch,
    met,
    sinceNoon,
    asked: () => asked,
    released: () => released,
    /** A lead that was put off. */
    async putOff(ms: number): Promise<string> {
      const lead = aLead();
      await store.leads.add(lead);
      await changeLead(store.leads, lead.id, (one) => deferred(one, "not-sent", later(clock.now(), ms), clock.now()));
      return lead.id;
    },
  };
}

it("a worker that put off nothing does not stay", async () => {
  const { watch, putOff, met, sinceNoon } = aWorker();
  await putOff(5 * seconds);
  await watch.keep();
  expect(met).toEqual([]);
  expect(sinceNoon()).toBe(0);
});

it("F26: what was put off for seconds is met again when its time has come, and so is what others put off", async () => {
  const { watch, putOff, met } = aWorker();
  const [own, others] = [await putOff(5 * seconds), await putOff(9 * seconds)];
  watch.meetAgain(fromNoon(5 * seconds));
  await watch.keep();
  expect(met).toEqual([
    [own, 5],
    [others, 9],
  ]);
});

it("a worker does not stay for what is put off for longer than a moment", async () => {
  const { watch, putOff, sinceNoon } = aWorker();
  await putOff(minutes);
  watch.meetAgain(fromNoon(minutes));
  await watch.keep();
  expect(sinceNoon()).toBe(0);
});

it("ends while it still has time to finish what it meets", async () => {
  const { watch, putOff, sinceNoon } = aWorker(async () => {
    await putOff(seconds);
    watch.meetAgain(later(noon, (sinceNoon() + 1) * seconds));
  });
  await putOff(seconds);
  watch.meetAgain(fromNoon(seconds));
  await watch.keep();
  expect(sinceNoon()).toBeGreaterThan(30);
  expect(sinceNoon()).toBeLessThan(40);
});

it("meets the new leads that the stream holds up behind it", async () => {
  const { watch, store, putOff, met } = aWorker();
  await putOff(5 * seconds);
  const lead = aLead();
  await store.leads.add(lead);
  watch.meetAgain(fromNoon(2 * seconds));
  await watch.keep();
  expect(met.map(([id]) => id)).toContain(lead.id);
});

it("F52: stays for a gate that is asked about in a moment", async () => {
  const { watch, store, asked, sinceNoon } = aWorker();
  const gate = askedGate({ on: gateOn.service("main"), reason: "callingly-failing", account: "main" }, noon);
  await store.gates.close({ ...gate, askAt: fromNoon(9 * seconds).toISOString() });
  watch.meetAgain(fromNoon(2 * seconds));
  await watch.keep();
  expect(asked()).toBe(2);
  expect(sinceNoon()).toBe(9);
});

it("F52: looks once more, when a gate has opened, for what others held in that moment by what they knew of it", async () => {
  const { watch, store, released, sinceNoon } = aWorker();
  const gate = askedGate({ on: gateOn.service("main"), reason: "callingly-failing", account: "main" }, noon);
  await store.gates.close({ ...gate, askAt: whenItOpens.toISOString() });
  watch.meetAgain(fromNoon(5 * seconds));
  await watch.keep();
  expect(released()).toBe(2);
  expect(sinceNoon()).toBe(7);
});
