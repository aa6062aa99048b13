import { expect, it } from "vitest";
import { defineConfig } from "../../../lambda/config/schema.ts";
import { checkHours } from "../../../operator/doctor/hours.ts";

const config = defineConfig({
  accounts: { main: {} },
  sources: {
    website: { connector: "html-form", account: "main", team: 1 },
    tenants: {
      connector: "json",
      account: "main",
      team: 1,
      hours: { off: { by: "Robin Hale", reason: "all are our tenants" } },
    },
  },
  policies: { hours: { pausedRegions: ["US-LA"] } },
});
const check = (days: number, { name = "prod", hasClone = true } = {}) =>
  checkHours({ name, config, now: () => new Date(Date.parse("2026-11-28T12:00:00Z") + days * 86_400_000) }, hasClone);

it("doctor says how old the rules are, who answers for a source without hours, and which states are paused", async () => {
  expect(await check(2)).toMatchObject([
    { check: "calling hours", status: "ok", found: expect.stringContaining("unverified: us-nv, us-mi, us-mn, ie, de") },
    { check: "clocks", status: "ok" },
    {
      of: "tenants",
      status: "warning",
      found: expect.stringContaining("Robin Hale answers for it (all are our tenants)"),
    },
    { of: "US-LA", status: "warning" },
  ]);
});

it("doctor warns of rules that nobody has checked for 90 days, and finds fault after a year", async () => {
  expect(await check(91)).toMatchObject([{ status: "warning" }, { status: "warning" }, {}, {}]);
  expect(await check(366)).toMatchObject([{ status: "fault", found: expect.stringContaining("are held") }, {}, {}, {}]);
});

it.each([
  ["in a clone", { hasClone: true }, ["and deploy: npm run rules:check", "newer releases, and deploy"]],
  [
    "of the bridge on this machine",
    { name: "local", hasClone: true },
    ["and start `npm start` again: npm run rules:check", "newer releases, and start `npm start` again"],
  ],
  [
    "in an app of one's own",
    { hasClone: false },
    Array.from({ length: 2 }, () => "Install a newer callingly-bridge, in which they were checked since, and deploy"),
  ],
])("doctor names a way on that there is %s", async (_, where, ends) => {
  const remedies = (await check(91, where)).slice(0, 2).map(({ remedy = "" }) => remedy);
  expect(remedies.map((remedy, at) => remedy.endsWith(ends[at] ?? "?"))).toEqual([true, true]);
});
