import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Account } from "../../../../lambda/config/bridge.ts";
import type { Pace } from "../../../../lambda/lead/pace.ts";
import { callPacer } from "../../../../lambda/steps/dial-lead/pace-calls.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aClock } from "../../../fakes/bridge.ts";
import { noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const account = (name: string, token = name): Account => ({ name, token, timeZone: "UTC", whenUnproven: "review" });

/** A call that left at a moment was refused, and Callingly asked to wait a second. */
const refused = (at = noon) => ({ sentAt: at.toISOString(), waitMs: seconds });

function aWorker(store = memoryStore(), clock = aClock(noon)) {
  const waits: number[] = [];
  const turns = callPacer({
    paces: limitedTo("dial-lead", store).paces,
    limitOf: ({ name }) => (name === "free" ? undefined : { perSecond: 1, burst: 5 }),
    now: clock.now,
    newId: randomUUID,
    sleep: async (ms) => void waits.push(ms),
  });
  return { store, clock, waits, turns };
}

describe("taking a turn", () => {
  it("F37: accounts that share a token share its pace", async () => {
    const { turns } = aWorker();
    const accounts = [account("north", "agency"), account("south", "agency")] as const;
    const turn = (index: number) => turns.take(accounts[index % 2] ?? accounts[0], false, 0);
    const answers = [];
    for (let index = 0; index < 8; index += 1) answers.push(await turn(index));
    expect(answers.filter((at) => at === undefined)).toHaveLength(5);
    expect(await turns.take(account("other"), false, 0)).toBeUndefined();
  });

  it("holds for all workers together, even when they ask at the same moment", async () => {
    const first = aWorker();
    const workers = [first, aWorker(first.store, first.clock), aWorker(first.store, first.clock)];
    const answers = await Promise.all(
      workers.flatMap(({ turns }) => Array.from({ length: 4 }, () => turns.take(account("main"), false, 0))),
    );
    expect(answers.filter((at) => at === undefined)).toHaveLength(5);
  });

  it("takes the turns of five leads by one write where they ask together, each its own", async () => {
    const { turns, store } = aWorker();
    const times = await Promise.all(
      Array.from({ length: 11 }, () => turns.take(account("main"), false, 0).then((at) => at?.getTime())),
    );
    expect(times.filter((at) => at === undefined)).toHaveLength(5);
    expect(new Set(times).size).toBe(7);
    // The first asks alone, as nobody is waiting yet.
    expect(await store.paces.find("main")).toMatchObject({ revision: 3 });
  });

  it("waits for a turn that comes soon, and says when a later one comes", async () => {
    const { turns, waits } = aWorker();
    for (let index = 0; index < 5; index += 1) await turns.take(account("main"), false, 0);
    expect(await turns.take(account("main"), false, 3 * seconds)).toBeUndefined();
    expect(waits).toEqual([1 * seconds]);
    expect(await turns.take(account("main"), false, 1 * seconds)).toEqual(new Date(noon.getTime() + 3 * seconds));
  });

  it("asks nobody where there is no limit", async () => {
    const { turns, store } = aWorker();
    for (let index = 0; index < 100; index += 1) expect(await turns.take(account("free"), false, 0)).toBeUndefined();
    expect(await store.paces.find("free")).toBeUndefined();
  });

  it("F26: finds a pace where there is no limit once Callingly asks for a slower one, and is free again when that has come back", async () => {
    const { turns, store, clock, waits } = aWorker();
    await turns.slowDown(account("free"), refused());
    expect(await turns.take(account("free"), false, 5 * seconds)).toBeUndefined();
    expect(waits).toEqual([seconds]);
    clock.pass(seconds);
    for (let index = 0; index < 20; index += 1) {
      clock.pass(seconds);
      await turns.take(account("free"), false, 5 * seconds);
    }
    const { revision } = (await store.paces.find("free")) as Pace;
    await turns.take(account("free"), false, 5 * seconds);
    expect((await store.paces.find("free"))?.revision).toBe(revision);
  });

  it("F26: is begun anew when Callingly asked for a slower pace while somebody waited for it", async () => {
    const world = aWorker();
    let complaints = 1;
    const turns = callPacer({
      paces: limitedTo("dial-lead", world.store).paces,
      limitOf: () => ({ perSecond: 1, burst: 1 }),
      now: world.clock.now,
      newId: randomUUID,
      async sleep(ms) {
        if (complaints > 0)
          await turns.slowDown(account("main"), { ...refused(world.clock.now()), waitMs: 3 * seconds });
        complaints -= 1;
        world.waits.push(ms);
        world.clock.pass(ms);
      },
    });
    await turns.take(account("main"), false, 0);
    expect(await turns.take(account("main"), false, 9 * seconds)).toBeUndefined();
    expect(world.clock.now().getTime() - noon.getTime()).toBeGreaterThanOrEqual(3 * seconds);
  });

  it("slows down for every worker", async () => {
    const { turns, store } = aWorker();
    await turns.take(account("main"), false, 0);
    await turns.slowDown(account("main"), refused());
    expect((await store.paces.find("main"))?.perSecond).toBe(0.5);
  });

  it("reads the pace again after a write whose fate is unknown", async () => {
    const store = memoryStore();
    let failures = 1;
    const paces = {
      find: store.paces.find,
      async save(next: Pace) {
        const saved = await store.paces.save(next);
        if (failures > 0) {
          failures -= 1;
          throw new Error("the answer was lost");
        }
        return saved;
      },
    };
    const { turns } = aWorker({ ...store, paces });
    await expect(turns.take(account("main"), false, 0)).rejects.toThrow("lost");
    expect(await turns.take(account("main"), false, 0)).toBeUndefined();
    expect((await store.paces.find("main"))?.revision).toBe(2);
  });
});
