import { expect, it } from "vitest";
import { momentsOf } from "../../../lambda/callingly/time.ts";
import type { AccountClock } from "../../../lambda/lead/call/account-offset.ts";
import { accountClocks } from "../../../lambda/steps/account-clocks.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aClock, aLog } from "../../fakes/bridge.ts";
import { fromNoon, hours, minutes, noon } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

const main = { name: "main", token: "main", timeZone: "America/New_York", whenUnproven: "review" } as const;

function aWorld() {
  const { clocks } = limitedTo("report-call", memoryStore());
  const clock = aClock(noon);
  const open = () => accountClocks(clocks, clock.now, aLog());
  /** A call that began five seconds after its dial and is read three minutes later. */
  const seen = (leadId: string, restTime: string | undefined, dialled = clock.now()) => ({
    callId: `call of ${leadId}`,
    leadId,
    restTime,
    dialledAt: dialled.toISOString(),
    readAt: new Date(dialled.getTime() + 3 * minutes),
  });
  return { clocks, clock, open, seen };
}

it("times may mean anything until the calls of two leads have shown better, for every worker", async () => {
  const { clock, open, seen } = aWorld();
  const [one, other] = [open(), open()];
  expect(await other.readingOf(main)).toMatchObject({ zone: "America/New_York", isLearned: false });
  await one.learn(main, seen("lead_1", "2026-06-15 12:00:05"));
  expect(await one.readingOf(main)).toMatchObject({ zone: 0, isLearned: false });
  await one.learn(main, seen("lead_1", "2026-06-15 12:00:05"));
  expect((await one.readingOf(main)).isLearned).toBe(false);
  await one.learn(main, seen("lead_2", "2026-06-15 12:00:05"));
  expect(await one.readingOf(main)).toMatchObject({ zone: 0, isLearned: true });
  expect((await other.readingOf(main)).isLearned).toBe(false);
  expect((await other.readingOf(main, { fresh: true })).isLearned).toBe(true);
  clock.pass(5 * minutes);
  expect(momentsOf("2026-06-15 12:00:05", await other.readingOf(main))).toBeUndefined();
});

it.each([
  ["seven minutes off", "2026-06-15 12:09:05"],
  ["a day off", "2026-06-16 12:00:05"],
  ["with a zone", "2026-06-15T12:00:05Z"],
  ["missing", undefined],
])("a call whose time is %s teaches nothing", async (_, restTime) => {
  const { clocks, open, seen } = aWorld();
  await open().learn(main, seen("lead_1", restTime));
  expect(await clocks.find("main")).toBeUndefined();
});

it("a call that is read an hour after its dial teaches only what a webhook's time helps to tell", async () => {
  const { clocks, open, seen } = aWorld();
  const late = { ...seen("lead_1", "2026-06-15 05:00:05"), readAt: fromNoon(hours) };
  await open().learn(main, late);
  expect(await clocks.find("main")).toBeUndefined();
  await open().learn(main, { ...late, toldAt: "2026-06-15T09:00:05Z" });
  expect(await clocks.find("main")).toBeUndefined();
  await open().learn(main, { ...late, toldAt: "2026-06-15T12:00:05Z" });
  expect(await clocks.find("main")).toMatchObject({ doubt: { offsetMinutes: -420 } });
});

it("clocks that change do so for what was learned, where the configuration names the zone", async () => {
  const { open, seen } = aWorld();
  const known = open();
  await known.learn(main, seen("lead_1", "2026-06-15 08:00:05"));
  await known.learn(main, seen("lead_2", "2026-06-15 08:00:05"));
  const reading = await known.readingOf(main);
  expect(reading).toMatchObject({ zone: "America/New_York", isLearned: true });
  // In winter it may be another zone's offset; the first call in winter settles it.
  const winter = new Date("2026-12-15T12:00:00Z");
  expect([...reading.offsetsAt(winter)].sort()).toEqual([-180, -240, -300]);
  await known.learn(main, seen("lead_3", "2026-12-15 07:00:05", winter));
  expect((await known.readingOf(main)).offsetsAt(winter)).toEqual([-300]);
});

it("clocks that do not change with the configured zone are known by the calls of two leads", async () => {
  const { open, seen } = aWorld();
  const known = open();
  for (const lead of ["lead_1", "lead_2"]) await known.learn(main, seen(lead, "2026-06-15 08:00:05"));
  const winter = new Date("2026-12-15T12:00:00Z");
  await known.learn(main, seen("lead_3", "2026-12-15 08:00:05", winter));
  expect(await known.readingOf(main)).toMatchObject({ zone: -240, isLearned: true });
});

it("a call that contradicts what was learned makes every reading doubtful, and changes it with a second lead's", async () => {
  const { open, seen } = aWorld();
  const known = open();
  for (const lead of ["lead_1", "lead_2"]) await known.learn(main, seen(lead, "2026-06-15 08:00:05"));
  await known.learn(main, seen("lead_3", "2026-06-15 12:00:05"));
  const doubted = await known.readingOf(main);
  expect(doubted.isLearned).toBe(false);
  expect([...doubted.offsetsAt(noon)]).toEqual([-240, 0]);
  await known.learn(main, seen("lead_4", "2026-06-15 12:00:05"));
  expect(await known.readingOf(main)).toMatchObject({ zone: 0, isLearned: true });
});

it("a worker whose write comes late, after two others', does not put an older clock back", async () => {
  const { clocks, clock, open, seen } = aWorld();
  let arrives = () => {};
  const onTheWire = new Promise<void>((done) => {
    arrives = done;
  });
  const isLate = { ...clocks, save: (next: AccountClock) => onTheWire.then(() => clocks.save(next)) };
  // It has found no clock, and is about to note the first call, told in UTC.
  const learning = accountClocks(isLate, clock.now, aLog()).learn(main, seen("lead_1", "2026-06-15 12:00:05"));
  await new Promise((done) => setImmediate(done));
  for (const lead of ["lead_2", "lead_3"]) await open().learn(main, seen(lead, "2026-06-15 08:00:05"));
  arrives();
  await learning;
  // What its call shows is a doubt beside what the two have shown.
  expect(await clocks.find("main")).toMatchObject({ sure: { offsetMinutes: -240 }, doubt: { offsetMinutes: 0 } });
});
