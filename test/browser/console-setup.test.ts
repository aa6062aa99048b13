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

describe("secrets", () => {
  it("shows which there are, and no value, with the looks of the other pages", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByText("hubspot.token").first().waitFor();
    await expectGoodLooks(page);
  });

  it("writes one by the keyboard alone: it is tried, refused, left; and the focus comes back", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByRole("button", { name: "Replace main" }).waitFor();
    await tabTo(page, "button", "Replace main");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Write main" });
    await dialog.waitFor();
    await expectGoodLooks(page);
    await tabTo(page, "textbox", /API key/);
    await page.keyboard.type("a-wrong-token-of-mine");
    await tabTo(page, "button", "Try and write");
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").getByText("Callingly refuses this token").waitFor();
    expect(await page.content()).not.toContain("a-wrong-token-of-mine");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await tabTo(page, "button", "Replace main");
  });

  it("replaces the key of a source in two steps, and says what is to be done between them", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByLabel("Whose key").selectOption("website");
    await page.getByRole("button", { name: "Make new ones" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Make new ones" }).click();
    await page.getByRole("status").getByText("Put them into your forms and CRMs").waitFor();
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByText("The key of website").waitFor();
    await page.getByRole("button", { name: "End the old key of website" }).click();
    await page.getByRole("dialog").getByText("Only the new address opens website then").waitFor();
    await page.getByRole("button", { name: "End the old", exact: true }).click();
    await page.getByText("Done: only the new one counts").waitFor();
    await page.keyboard.press("Escape");
  });
});

it("the pages complain of nothing, and ask nobody but the console's own server", () => {
  expect(tab.complaints).toEqual([]);
});
