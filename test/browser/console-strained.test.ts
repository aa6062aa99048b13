import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bringAxe } from "./axe.ts";
import { type FullBridge, fullBridge, nowhere } from "./console/full-bridge.ts";
import { aScreen, type Screen } from "./console/screen.ts";
import { strainedFaultsOf } from "./console/strained.ts";

/**
 * Every page in the reader's own colours (forced colours) and at 200 %: a window of 1280 pixels shows 640 then, each of
 * them twice as large. Those of `npm start` alone are in demo-page.test.ts.
 */

let screen: Screen;
/** Doctor looks at what carries the bridge: at nothing here, and not at AWS. */
let doctors: Screen;
let bridge: FullBridge;
beforeAll(async () => {
  bridge = await fullBridge();
  doctors = await aScreen(bridge.stage, { local: nowhere }, { deviceScaleFactor: 2 });
  screen = await aScreen(bridge.stage, {}, { deviceScaleFactor: 2 });
  for (const { page } of [doctors, screen]) await bringAxe(page.context());
});
afterAll(async () => {
  await doctors?.close();
  await screen?.close();
});

/** Each page's path, and what stands on it when it is whole. */
const places: Readonly<Record<string, readonly [path: () => string, whole: string | RegExp]>> = {
  "/console/today": [() => "today", "Speed to lead"],
  "/console/leads": [() => "leads", "Save these 4 as CSV"],
  "/console/waiting": [() => "waiting", "The lead waited too long"],
  "/console/review": [() => "review", "Your decision"],
  "/console/results": [() => "results", "no such property"],
  "/console/gates": [() => "gates", "lunch"],
  "/console/sources": [() => "sources", "none of the newest 4"],
  "/console/crms": [() => "crms", "complete"],
  "/console/preview": [() => "preview", "Show what becomes of it"],
  "/console/doctor": [() => "doctor", /^\d+ skipped$/],
  "/console/secrets": [() => "secrets", "hubspot.token"],
  "/console/live": [() => "live", "accepted"],
  "/console/leads/:id": [() => `leads/${bridge.stale.id}`, "What happened"],
  "/console/new-source": [() => "new-source", "CRMs that get the results"],
  "/console/sources/:source": [() => "sources/website", "Refused within 24 hours"],
  "/console/crms/:crm": [() => "crms/hubspot", "What of a call stands there"],
  "/console/find": [() => "find", "Names are not looked for."],
};

/** Where there is something to be seen in `npm start` alone. */
const localPages = ["/console/", "/console/door", "/console/stand-in"];

it("tries every page that there is", () => {
  const listed = readFileSync(new URL("../../console/pages/index.ts", import.meta.url), "utf8");
  const paths = [...listed.matchAll(/path: "([^"]+)"/g)].map(([, path]) => path);
  expect(paths.sort()).toEqual([...Object.keys(places), ...localPages].sort());
});

describe.each(Object.entries(places))("%s", (_, [path, whole]) => {
  it("loses nothing in forced colours and at 200 %", async () => {
    const { page, open } = path() === "doctor" ? doctors : screen;
    await open(path());
    await page.getByText(whole).first().waitFor();
    expect(await strainedFaultsOf(page)).toEqual([]);
  });
});

it("a question that may ring somebody loses nothing either", async () => {
  const { page } = screen;
  await screen.open("waiting");
  await page.getByRole("button", { name: "Release …" }).click();
  await page.getByRole("button", { name: "Call 1 person" }).waitFor();
  expect(await strainedFaultsOf(page)).toEqual([]);
});

it("no command is shown before it is known which bridge it is to reach", async () => {
  const { page } = screen;
  let answer = () => {};
  const isAnswered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/facts$/, async (route) => {
    await isAnswered;
    await route.continue();
  });
  await screen.open("find");
  await page.getByText("Names are not looked for.").waitFor();
  const command = page.getByText(/bridge .*leads show WHO/);
  expect(await command.isVisible()).toBe(false);
  answer();
  await command.waitFor();
  await page.unroute(/\/facts$/);
});

it("the pages complain of nothing", () => {
  expect([...screen.complaints, ...doctors.complaints]).toEqual([]);
});
