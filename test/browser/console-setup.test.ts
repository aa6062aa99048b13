import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { openChromium } from "./chromium/connect.ts";
import { type ConsoleTab, consoleTab, expectGoodLooks, tabTo } from "./console-look.ts";

/** The console's pages with which a bridge is set up, in a real browser, on a bridge that rings nobody. */

let bridge: SpawnedBridge;
let browser: Browser;
let tab: ConsoleTab;
beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), openChromium()]);
  tab = await consoleTab(browser, bridge.crm.url);
});
afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
});

const goTo = async (path: string, title: string) => {
  await tab.page.goto(`${bridge.crm.url}/console/${path}`);
  await tab.page.getByRole("heading", { level: 1, name: title }).waitFor();
  return tab.page;
};

describe("doctor", () => {
  it("shows what is wrong first, and all of it when asked; the choice stands in the address", async () => {
    const page = await goTo("doctor", "Doctor");
    await page.getByText("clock main").waitFor();
    expect(await page.getByText("table: stream").count()).toBe(0);
    await page.getByRole("button", { name: "All" }).click();
    await page.getByText("table: stream").waitFor();
    expect(page.url()).toContain("show=all");
    await expectGoodLooks(page);
  });

  it("gives a remedy's command to the clipboard, as it reaches this bridge, by the keyboard alone", async () => {
    const page = await goTo("doctor", "Doctor");
    await page.getByText("signature hubspot").waitFor();
    await tabTo(page, "button", /^Copy: bridge secrets set source-keys/);
    await page.keyboard.press("Enter");
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toBe(`bridge secrets set source-keys hubspot.client_secret --local ${bridge.crm.url}`);
  });
});

it("the pages complain of nothing, and ask nobody but the console's own server", () => {
  expect(tab.complaints).toEqual([]);
});
