import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { launchChromium } from "./chromium.ts";

/** The demo page in a real browser. It needs Chromium on the PATH: `apt-get install chromium`, or `CHROMIUM=<path>`. */

let bridge: SpawnedBridge;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), launchChromium()]);
  page = await browser.newPage();
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
});

describe("the demo page", () => {
  it("sends a visitor's form, thanks the visitor, and shows the lead's path up to the CRM", async () => {
    await page.goto(bridge.crm.url);
    await page.getByText("nobody is really called").waitFor();
    const form = page.locator("#website");
    await form.getByLabel("First name").fill("Zoë");
    await form.getByLabel("Last name").fill("Brook");
    await form.getByLabel("Phone").fill("+1 202 555 0100");
    await form.getByRole("button").click();
    await page.frameLocator("iframe").getByText("Thank you").waitFor();
    const path = page.locator(".path", { hasText: "Zoë Brook" });
    for (const step of ["accepted", "dialing", "placed", "completed", "reported in the CRM"])
      await path.getByText(step).first().waitFor();
    await page.locator("#records tr", { hasText: "Zoë Brook" }).getByText("contacted").first().waitFor();
  });

  it("saves a contact in HubSpot and shows its call there", async () => {
    const form = page.locator("#hubspot");
    await form.getByLabel("First name").fill("Maya");
    await form.getByLabel("Last name").fill("Heath");
    await form.getByLabel("Phone").fill("+1 212 555 0101");
    await form.getByRole("button").click();
    await page.locator("#records tr", { hasText: "Maya Heath" }).getByText("Left voicemail").waitFor();
  });

  it("is ready for the next lead, and complained of nothing", async () => {
    expect(await page.locator("#website").getByLabel("Phone").inputValue()).not.toBe("+1 202 555 0100");
    expect(complaints).toEqual([]);
  });
});
