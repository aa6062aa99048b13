import { expect, it } from "vitest";
import { accountClocks } from "../lambda/account-clocks.ts";
import { memoryStore } from "../lambda/store/memory.ts";
import { aBridge, aClock, aLog } from "./fakes/bridge.ts";
import { minutes, noon } from "./fakes/leads.ts";
import { limitedTo } from "./fakes/limited-store.ts";

const main = { name: "main", token: "main", timeZone: "America/New_York", whenUnproven: "review" } as const;

const proven = async () => true;

it("times mean what the configuration says until a call has shown better, for every worker", async () => {
  const { clocks } = limitedTo("report-call", memoryStore());
  const clock = aClock(noon);
  const [one, other] = [accountClocks(clocks, clock.now, aLog()), accountClocks(clocks, clock.now, aLog())];
  expect(await other.zoneOf(main)).toBe("America/New_York");
  await one.learn(main, "77", "2026-01-29 21:02:05", "2026-01-29T18:02:05-03:00", proven);
  expect(await one.zoneOf(main)).toBe(0);
  expect(await other.zoneOf(main)).toBe("America/New_York");
  clock.pass(5 * minutes);
  expect(await other.zoneOf(main)).toBe(0);
});

it("a pair of times that no zone explains teaches nothing", async () => {
  const { clocks } = limitedTo("report-call", memoryStore());
  const known = accountClocks(clocks, () => noon, aLog());
  await known.learn(main, "77", "2026-01-29 21:09:05", "2026-01-29T18:02:05-03:00", proven);
  await known.learn(main, "77", undefined, "2026-01-29T18:02:05-03:00", proven);
  await known.learn(main, "77", "2026-01-29 21:09:05", "yesterday", proven);
  expect(await clocks.find("main")).toBeUndefined();
  expect(await known.zoneOf(aBridge().account("agency") as never)).toBe("UTC");
});

it("clocks that change do so for what was learned, where the configuration names the zone", async () => {
  const { clocks } = limitedTo("report-call", memoryStore());
  const known = accountClocks(clocks, () => noon, aLog());
  await known.learn(main, "77", "2026-06-15 08:02:05", "2026-06-15T12:02:05Z", proven);
  expect(await clocks.find("main")).toMatchObject({ offsetMinutes: -240 });
  expect(await known.zoneOf(main)).toBe("America/New_York");
});

it("clocks that do not change with the configured zone are known by one call", async () => {
  const { clocks } = limitedTo("report-call", memoryStore());
  const known = accountClocks(clocks, () => noon, aLog());
  await known.learn(main, "77", "2026-06-15 08:02:05", "2026-06-15T12:02:05Z", proven);
  await known.learn(main, "78", "2026-12-15 08:02:05", "2026-12-15T12:02:05Z", proven);
  expect(await known.zoneOf(main)).toBe(-240);
});

it("whose word it was is asked only where there is something to learn, and what is unproven teaches nothing", async () => {
  const { clocks } = limitedTo("report-call", memoryStore());
  const known = accountClocks(clocks, () => noon, aLog());
  const told = ["2026-01-29 21:02:05", "2026-01-29T18:02:05-03:00"] as const;
  await known.learn(main, "77", ...told, async () => false);
  expect(await clocks.find("main")).toBeUndefined();
  await known.learn(main, "77", ...told, proven);
  expect(await clocks.find("main")).toMatchObject({ offsetMinutes: 0 });
  await known.learn(main, "78", ...told, () => Promise.reject(new Error("asked without need")));
});
