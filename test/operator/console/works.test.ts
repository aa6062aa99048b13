import { afterEach, describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Work } from "../../../operator/console/works.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { ruledLead, staleLead } from "./scene.ts";

/** An act on many leads belongs to the console's server: pages come and go, and it ends when it is through or stopped. */

let user: ConsoleUser;
afterEach(() => user?.close());

const release = { act: "release", reason: ["stale"] };
const held = [0, 1, 2].map((at) => staleLead({ name: `Lead ${at}`, phone: `+1206555010${at}` }));

/** A bridge whose table takes a lead when it is told to. */
async function slowConsole(leads: readonly Lead[]) {
  const store = memoryStore();
  for (const lead of leads) await store.leads.add(lead);
  const waiting: (() => void)[] = [];
  const save: typeof store.leads.save = async (next) => {
    await new Promise<void>((go) => waiting.push(go));
    return store.leads.save(next);
  };
  const stage = aStage({ store: { ...store, leads: { ...store.leads, save } }, now: noon });
  user = await aConsoleUser({ stage: { ...stage, sleep: async () => undefined } });
  return { store, next: async () => (await thereIs(() => waiting.shift()))(), waiting };
}

async function thereIs<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const all = async () => (await user.answer<{ works: Work[] }>("works", {})).works;

async function begun(act: object): Promise<string> {
  const { proof } = await user.answer("waiting/plan", act);
  return (await user.answer<{ work: string }>("waiting/do", { proof })).work;
}

describe("a release of many leads", () => {
  it("is begun and answered at once, goes on without its page, and is found with its progress and its end", async () => {
    const { store, next } = await slowConsole(held);
    const id = await begun(release);
    expect(await all()).toMatchObject([
      { id, title: "Release: stale", state: "runs", done: 0, of: 3, can_stop: true, outcome: null },
    ]);
    await next();
    await thereIs(async () => (await all()).find(({ done }) => done === 1));
    await next();
    await next();
    expect(await user.outcomeOf(id)).toMatchObject({ act: "release", done: 3, not_begun: 0 });
    expect(await all()).toMatchObject([{ id, state: "done", done: 3 }]);
    for (const lead of held) expect((await store.leads.find(lead.id))?.state).toBe("ready");
  });

  it("ends after the lead at hand when the operator stops it; the others wait as they did", async () => {
    const { store, next, waiting } = await slowConsole(held);
    const id = await begun(release);
    await thereIs(() => waiting[0]);
    await user.answer("works/stop", { id });
    expect(await all()).toMatchObject([{ state: "stopping" }]);
    await next();
    expect(await user.outcomeOf(id)).toMatchObject({ done: 1, people: 1, not_begun: 2 });
    expect(await all()).toMatchObject([{ state: "stopped" }]);
    const states = await Promise.all(held.map(async ({ id }) => (await store.leads.find(id))?.state));
    expect(states.sort()).toEqual(["held", "held", "ready"]);
    expect(await user.ask("works/stop", { id })).toEqual([{ problem: "It is over already, or cannot be stopped." }]);
  });

  it("says what is wrong when it cannot go on, and no word of what a lead said", async () => {
    const store = memoryStore();
    for (const lead of held) await store.leads.add(lead);
    const save = async () => {
      throw new Error("Grace Lake, +12065550100");
    };
    user = await aConsoleUser({ stage: aStage({ store: { ...store, leads: { ...store.leads, save } }, now: noon }) });
    const id = await begun(release);
    expect(await user.outcomeOf(id)).toContain("The console failed on this");
    expect(JSON.stringify(await all())).not.toContain("Grace");
  });
});

describe("trying again many leads", () => {
  it("that is stopped before it began leaves all of them, and writes no result", async () => {
    const leads = held.map((lead, at) => ({
      ...ruledLead("team-unknown", { name: lead.id, phone: `+120655502${at}0` }),
    }));
    const store = memoryStore();
    for (const lead of leads) await store.leads.add(lead);
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    user = await aConsoleUser({ stage: { ...aStage({ store, now: noon }), sleep: () => asleep } });
    const id = await begun({ act: "replay", reason: ["team-unknown"] });
    await user.answer("works/stop", { id });
    wake();
    expect(await user.outcomeOf(id)).toMatchObject({ done: 0, people: 0, not_begun: 3, results: 0 });
    for (const lead of leads) expect((await store.leads.find(lead.id))?.wakes).toBeUndefined();
  });
});
