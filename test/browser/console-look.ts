import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { barriersOf } from "./axe.ts";

/** A page of the console in a browser: how it looks to who sees it, and to who does not. */

export interface ConsoleTab {
  readonly page: Page;
  /** What the page or its policy complained of, and requests to anybody but the console. */
  readonly complaints: readonly string[];
}

/** @param address that opens the console, with its token */
export function consoleTab(browser: Browser, address: string): Promise<ConsoleTab> {
  const doctor = new URL(address);
  doctor.pathname = "/console/doctor";
  return consoleTabAt(browser, String(doctor));
}

/** @param address of the page that is opened */
export async function consoleTabAt(browser: Browser, address: string): Promise<ConsoleTab> {
  const { origin: url } = new URL(address);
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, complaints };
}

/** Colours hang on the scheme and room on the width: with these, each of both is judged once. */
const looks = [
  ["light, on a desk", "light", 1280],
  ["dark, on a phone", "dark", 390],
] as const;

/** Nothing is against the standards, nor wider than the window, in either scheme, on a desk and on a phone. */
export async function expectGoodLooks(page: Page): Promise<void> {
  const found: string[] = [];
  for (const [name, colorScheme, width] of looks) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const barriers = await barriersOf(page);
    const wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    found.push(...barriers.map((each) => `${name}: ${each}`));
    if (Number(wider) > 0) found.push(`${name}: ${wider} px wider than the window`);
  }
  await page.setViewportSize({ width: 1280, height: 844 });
  expect(found).toEqual([]);
}

/** Goes on by the tab key until an element has the focus. @throws where it is never reached */
export async function tabTo(page: Page, role: Parameters<Page["getByRole"]>[0], name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  for (let step = 0; step < 150; step += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The tab key never reaches the ${role} “${name}”`);
}
