import { describe, expect, it } from "vitest";
import { aTown, dana, only } from "../../../fakes/asked-town.ts";
import { fromNoon, hours, minutes } from "../../../fakes/leads.ts";
import { takesPhone } from "../../../fakes/phones.ts";

/** Several leads of one form with one number: whose word counts, and what becomes of those that wait for another. */

const THURSDAY = { best_time_to_call: "2026-06-18 09:00" };
const AUGUST = { best_time_to_call: "2026-08-15 10:00" };
const key = (of: string) => ({ "idempotency-key": of });
const stranger = { ...dana, name: "X", email: "x@example.com" };

type Town = ReturnType<typeof aTown>;
const send = async (town: Town, person: object, time: object, of: string): Promise<void> => {
  await town.post("website", { ...person, ...time }, key(of));
  await town.tick();
  town.clock.pass(minutes);
};
const rings = ({ rung }: Town): string[] => rung.map(({ at }) => at);
const states = async ({ all }: Town) => (await all()).map(({ state }) => state);

describe("a later time that another person names for the number", () => {
  it("does not keep who waits from being called at theirs, and earns no second call", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, stranger, AUGUST, "b");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T13:00:00.000Z"]);
    expect(await states(town)).toEqual(["placed", "merged"]);
  });

  it("does not bring back a time that who waits has taken back", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, dana, { best_time_to_call: "2026-06-19 09:00" }, "b");
    await send(town, stranger, AUGUST, "c");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-19T13:00:00.000Z"]);
    expect(await states(town)).toEqual(["merged", "placed", "merged"]);
  });

  it("does not by way of an earlier one that is moved", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, stranger, { best_time_to_call: "2026-06-17 09:00" }, "b");
    await send(town, stranger, AUGUST, "c");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T13:00:00.000Z"]);
  });

  it("does not keep who waits for the hours of their place either", async () => {
    const town = aTown();
    town.clock.pass(14 * hours);
    await send(town, dana, {}, "a");
    await send(town, stranger, AUGUST, "b");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-16T12:00:00.000Z"]);
    expect(await states(town)).toEqual(["placed", "merged"]);
  });

  it("is one of a stranger where the form asks for no address, and another name is given", async () => {
    const town = aTown();
    const { email: _, ...unknown } = dana;
    await send(town, unknown, THURSDAY, "a");
    await send(town, { ...unknown, name: "X" }, AUGUST, "b");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T13:00:00.000Z"]);
  });

  it("waits for an operator where it would move the lead itself, as that has no address", async () => {
    const town = aTown();
    const { email: _, ...unknown } = dana;
    await town.post("website", { ...unknown, ...THURSDAY });
    await town.tick();
    await town.post("website", { ...unknown, name: "X", ...AUGUST });
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual([]);
    expect(await only(town)).toMatchObject({ state: "held", reason: "asked-time-unclear" });
  });

  it("is heard where the earlier one will not ring", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, stranger, { best_time_to_call: "2026-06-20 10:00" }, "b");
    const [first] = await town.all();
    if (first) await town.change(first, (lead) => ({ ...lead, state: "suppressed" as const }));
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-20T14:00:00.000Z"]);
  });
});

describe("an earlier time that another person names for the number", () => {
  it("rings then, and the later one shares that call", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, stranger, { best_time_to_call: "2026-06-17 09:00" }, "b");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-17T13:00:00.000Z"]);
    expect(await states(town)).toEqual(["merged", "placed"]);
  });
});

describe("words that name no moment, sent after a time was asked for", () => {
  it("change nothing of it, and ring nobody at once: in the same lead", async () => {
    const town = aTown();
    await town.post("website", { ...dana, ...THURSDAY });
    await town.tick();
    await town.post("website", { ...dana, best_time_to_call: "mornings, please" });
    await town.until("2026-06-22T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T13:00:00.000Z"]);
  });

  it("change nothing of it, and ring nobody at once: in a lead of their own", async () => {
    const town = aTown();
    await send(town, dana, THURSDAY, "a");
    await send(town, dana, { best_time_to_call: "mornings, please" }, "b");
    await town.until("2026-06-22T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T13:00:00.000Z"]);
    expect(await states(town)).toEqual(["placed", "merged"]);
  });

  it("ring at once where somebody else may have asked for that time", async () => {
    const town = aTown();
    await send(town, stranger, AUGUST, "a");
    await send(town, dana, { best_time_to_call: "mornings, please" }, "b");
    await town.until("2026-09-01T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-15T12:01:00.000Z"]);
  });
});

describe("a lead without a time that waits for the hours of its person's place", () => {
  it("shares the call at the time that the person names in another lead since", async () => {
    const town = aTown();
    town.clock.pass(14 * hours);
    await send(town, dana, {}, "a");
    await send(town, dana, { best_time_to_call: "2026-06-18 15:00" }, "b");
    await town.until("2026-06-22T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-18T19:00:00.000Z"]);
    expect(await states(town)).toEqual(["merged", "placed"]);
  });

  it("rings when an operator releases it, who knew of that", async () => {
    const town = aTown();
    town.clock.pass(14 * hours);
    await send(town, dana, {}, "a");
    await send(town, dana, { best_time_to_call: "2026-06-18 15:00" }, "b");
    const [first] = await town.all();
    if (first) await town.change(first, (lead) => ({ ...lead, releasedAt: town.clock.now().toISOString() }));
    await town.until("2026-06-17T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-16T12:00:00.000Z"]);
  });
});

/** The dial of Dana's lead failed, so that it keeps its phone; another program's lead, which names no time, joins it. */
async function joined() {
  const town = aTown();
  await town.post("website", { ...dana, best_time_to_call: "2026-06-15 08:01" });
  await town.tick();
  town.clock.pass(minutes);
  const first = await only(town);
  await takesPhone(town.store, first, { group: "shop", now: town.clock.now() });
  await town.change(first, (lead) => ({ ...lead, reason: "not-sent", dueAt: fromNoon(3 * minutes).toISOString() }));
  await town.post("program", { ...dana, id: "b" });
  await town.tick();
  expect(await states(town)).toEqual(["ready", "merged"]);
  return { town, first };
}

describe("a lead that was merged into one which is moved to a later time", () => {
  it("rings for itself when an operator moves that one", async () => {
    const { town, first } = await joined();
    const at = "2026-08-15T14:00:00.000Z";
    const asked = { text: "in August", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    await town.decide(first, { kind: "reschedule", asked });
    await town.tick();
    await town.until("2026-06-15T13:00:00Z");
    expect((await town.all()).map(({ state, reason, merged }) => [state, reason, merged])).toEqual([
      ["ready", "asked-time", []],
      ["placed", undefined, []],
    ]);
    await town.until("2026-08-20T12:00:00Z");
    expect(rings(town)).toEqual(["2026-06-15T12:02:00.000Z", at]);
  });

  it("rings for itself whichever write the worker dies after that moves that one", async () => {
    for (let writes = 0; ; writes += 1) {
      const { town } = await joined();
      await town.post("website", { ...dana, ...AUGUST });
      const hasDied = await town.tickDyingAfter(writes);
      await town.until("2026-06-15T13:00:00Z");
      expect([writes, rings(town).length]).toEqual([writes, 1]);
      expect((await town.all())[1]?.state).toBe("placed");
      if (!hasDied) return expect(writes).toBeGreaterThan(3);
    }
  });

  it("stays with it where its own person has moved that one since", async () => {
    const town = aTown();
    await send(town, dana, { best_time_to_call: "2026-06-15 08:01" }, "a");
    const first = await only(town);
    await takesPhone(town.store, first, { group: "shop", now: town.clock.now() });
    await town.change(first, (lead) => ({ ...lead, reason: "not-sent", dueAt: fromNoon(9 * minutes).toISOString() }));
    await send(town, dana, {}, "b");
    expect(await states(town)).toEqual(["ready", "merged"]);
    const at = "2026-06-18T15:00:00.000Z";
    const asked = { text: "Thursday", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    await town.decide(first, { kind: "reschedule", asked });
    await town.until("2026-06-20T12:00:00Z");
    expect(rings(town)).toEqual([at]);
    expect(await states(town)).toEqual(["placed", "merged"]);
  });
});
