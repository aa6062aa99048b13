import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { openChromium } from "./chromium/connect.ts";

/** The way through docs/first-hour.md, by somebody who sees nothing but the screen. */

let bridge: SpawnedBridge;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), openChromium()]);
  page = await browser.newPage();
  await page.goto(bridge.console.url);
});
afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
});

describe("somebody's first hour", () => {
  it("begins with a lead that is called, and all there is about it", async () => {
    await page.getByText("stand-in: nobody is called").waitFor();
    await page.getByLabel("First name").fill("Grace");
    await page.getByLabel("Last name").fill("Lake");
    await page.getByRole("button", { name: "Call me" }).click();
    const path = page.locator(".path", { hasText: "Grace Lake" });
    await path.getByText("reported in the CRM").first().waitFor();
    await page.getByRole("link", { name: "Grace Lake" }).click();
    for (const part of ["What happened", "What came", "The call"])
      await page.getByRole("heading", { name: part }).waitFor();
  });

  it("shows why each of its fields was read so, from the request with which it came", async () => {
    await page.getByRole("button", { name: "Why each field is read so …" }).click();
    await page.getByRole("heading", { level: 1, name: "Playground" }).waitFor();
    expect(await page.getByLabel(/^Raw HTTP/).inputValue()).toContain("first_name=Grace");
    await page.getByRole("button", { name: "Show what becomes of it" }).click();
    await page.getByRole("button", { name: /^first name\s*Grace/ }).waitFor();
  });

  it("goes on with a decision, of three that there are, about a lead of which nobody knows whether it rang", async () => {
    await page.getByRole("link", { name: "Try it" }).click();
    await page.getByRole("button", { name: "Make a review case" }).click();
    await page.getByRole("link", { name: "review it" }).click();
    for (const part of ["What the bridge knows", "What Callingly shows now", "Your decision"])
      await page.getByRole("heading", { name: part }).waitFor();
    for (const decision of [/^It rang/, /^End it/])
      expect(await page.getByRole("button", { name: decision }).count()).toBe(1);
    await page.getByRole("button", { name: /^Call again …/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Call .* now$/ })
      .click();
    await page.getByRole("heading", { name: "All are decided" }).waitFor();
  });

  it("finds a lead from abroad among what waits, and releases it", async () => {
    await page.getByRole("link", { name: "Try it" }).click();
    await page.getByLabel("Phone", { exact: true }).fill("+44 20 7946 0123");
    await page.getByRole("button", { name: "Call me" }).click();
    await page.locator(".path").first().getByText("held").waitFor();
    await page.locator(".path").first().getByRole("link").click();
    await page.getByRole("heading", { name: "May it ring?" }).waitFor();
    await page.getByRole("link", { name: "Waiting", exact: true }).click();
    const row = page.getByRole("row", { name: /The number is in a country that this source does not call/ });
    await row.getByRole("button", { name: "Release …" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Call 1 person" }).click();
    await page.getByText("1 person is called from now on, at the usual pace.").waitFor();
    await page.keyboard.press("Escape");
  });

  it("gets the address of a form, the form itself, and the guide", async () => {
    await page.getByRole("link", { name: "Sources" }).click();
    await page.getByRole("link", { name: "website" }).click();
    await page.getByRole("button", { name: "Show the address" }).click();
    await page
      .getByText(/\/leads\/website\/.{32}/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Show it", exact: true }).click();
    await page.getByText('name="phone"').first().waitFor();
    expect(await page.getByRole("button", { name: "Show the guide" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: "Ask the door" }).count()).toBe(1);
  });

  it("ends with the numbers of the day", async () => {
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    await page.getByRole("heading", { name: "Outcomes" }).waitFor();
  });
});
