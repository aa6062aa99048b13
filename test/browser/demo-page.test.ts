import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";

/** The demo page in a real browser. It needs Chromium on the PATH: `apt-get install chromium`, or `CHROMIUM=<path>`. */

let bridge: SpawnedBridge;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), launch()]);
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

async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? findChromium();
  // Containers run as root, which Chromium's sandbox refuses.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

function findChromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (found === undefined) throw new Error("There is no Chromium: apt-get install chromium, or set CHROMIUM to one");
  return found;
}
