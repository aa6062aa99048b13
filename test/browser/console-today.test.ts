import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nothing, numbersOf, plus } from "../../lambda/lead/day-numbers.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { consolePages } from "../../operator/console/pages.ts";
import { aLead, days, fromNoon, minutes, noon, seconds } from "../fakes/leads.ts";
import { aConsoleUser, type ConsoleUser } from "../operator/console/console-user.ts";
import { aStage } from "../operator/stage.ts";
import { openChromium } from "./chromium/connect.ts";
import { type ConsoleTab, consoleTabAt, expectGoodLooks, tabTo } from "./console-look.ts";

/** The first pages of a deployed bridge in a real browser: the day, its leads, and one of them. */

let browser: Browser;
let user: ConsoleUser;
let tab: ConsoleTab;

const held = { ...aLead({ fullName: "Grace Lake", phone: "+12065550100" }), state: "held", reason: "stale" } as const;

beforeAll(async () => {
  const store = memoryStore();
  await store.leads.add({ ...held, extra: { message: "<img src=x onerror=alert(1)>" } });
  for (let at = 0; at < 60; at += 1) await store.leads.add(aLead({}, { at: fromNoon(-at * minutes) }));
  for (let day = 30; day > 0; day -= 1) {
    const at = fromNoon(-day * days);
    const lead = aLead({}, { at });
    const placed = { at: new Date(at.getTime() + (day % 7) * seconds).toISOString(), state: "placed" } as const;
    const numbers = numbersOf({ ...lead, history: [...lead.history, placed] }, undefined, "America/New_York");
    const date = at.toISOString().slice(0, 10);
    await store.days.put(
      {
        account: "main",
        date,
        zone: "America/New_York",
        countedAt: noon.toISOString(),
        numbers: plus(nothing, numbers),
      },
      fromNoon(400 * days),
    );
  }
  [browser, user] = await Promise.all([
    openChromium(),
    aConsoleUser({ stage: aStage({ store, now: noon }), pages: consolePages }),
  ]);
  tab = await consoleTabAt(browser, user.console.newAddress());
});

afterAll(async () => {
  await browser?.close();
  await user?.close();
});

describe("Today", () => {
  it("shows the day in five figures that lead on, and how fast leads were called, as a picture and as a table", async () => {
    const { page } = tab;
    await page.getByRole("link", { name: "61 came" }).waitFor();
    await page.getByRole("img", { name: /^Speed to lead of 30 days/ }).waitFor();
    await expectGoodLooks(page);
    await page.getByRole("button", { name: "As a table" }).click();
    await page.getByRole("table", { name: "Speed to lead by day" }).waitFor();
  });

  it("takes the operator to what waits, by keyboard alone", async () => {
    const { page } = tab;
    await tabTo(page, "link", "Mend");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/console\/waiting\?reason=stale/);
  });
});

describe("Leads", () => {
  it("are listed a page at a time, the newest first", async () => {
    const { page } = tab;
    await page.getByRole("navigation").getByRole("link", { name: "Leads" }).click();
    await page.getByRole("table", { name: "Leads" }).waitFor();
    expect(await page.getByRole("row").count()).toBe(51);
    await page.getByRole("button", { name: "Older ones" }).click();
    await expect.poll(() => page.getByRole("row").count()).toBe(62);
    await expectGoodLooks(page);
  });

  it("are filtered in the address, which another tab can open", async () => {
    const { page } = tab;
    await page.getByLabel("State").selectOption("held");
    await page.waitForURL(/\/console\/leads\?state=held/);
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole("table", { name: "Leads" }).waitFor();
    expect(await other.getByRole("row").count()).toBe(2);
    await other.close();
  });
});

describe("A lead", () => {
  it("is shown without who it is, until the operator presses s", async () => {
    const { page } = tab;
    await page.getByRole("link", { name: "+1…00" }).click();
    await page.getByText("G. L.").waitFor();
    expect(await page.content()).not.toContain("Grace");
    await page.keyboard.press("s");
    await page.getByText("Grace Lake").waitFor();
  });

  it("shows what came as text, whatever it is", async () => {
    await tab.page.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await tab.page.locator("img").count()).toBe(0);
    await expectGoodLooks(tab.page);
  });

  it("is released by keyboard, after the question of whom it rings; Enter alone confirms nothing", async () => {
    const { page } = tab;
    await tabTo(page, "button", "Release");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Release this lead" });
    await dialog.getByText(/^Call Grace Lake, /).waitFor();
    await page.keyboard.press("Enter");
    expect(await dialog.isVisible()).toBe(true);
    await tabTo(page, "button", "Call Grace Lake now");
    await page.keyboard.press("Enter");
    await page.locator(".lead-head").getByText("ready").waitFor();
  });

  it("complained of nothing, and asked nobody else", () => {
    expect(tab.complaints).toEqual([]);
  });
});
