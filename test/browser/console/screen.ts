import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { consolePages } from "../../../operator/console/pages.ts";
import type { Stage } from "../../../operator/stage/stage.ts";
import { aConsoleUser } from "../../operator/console/console-user.ts";
import { barriersOf } from "../axe.ts";
import { openChromium } from "../chromium/connect.ts";

/** The console in a browser, and what is asked of each of its pages however somebody looks at it. */

export interface Screen {
  readonly page: Page;
  /** Opens a page of the console by its path below it. */
  open(path: string): Promise<void>;
  /** What the page complained of: errors, and what its rules of content forbade. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

let chromium: Promise<Browser> | undefined;

export async function aScreen(stage: Stage, facts = {}, looks: BrowserContextOptions = {}): Promise<Screen> {
  const user = await aConsoleUser({ stage, facts, pages: consolePages });
  chromium ??= openChromium();
  const context = await (await chromium).newContext({ viewport: { width: 1280, height: 900 }, ...looks });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(user.console.newAddress());
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  return {
    page,
    complaints,
    async open(path) {
      await page.goto(`${user.url}/console/${path}`);
      await page.locator("main").waitFor();
    },
    async close() {
      await context.close();
      await user.close();
    },
  };
}

/** Every way in which somebody may look at a page, by name. */
const looks = {
  light: { colorScheme: "light", width: 1280 },
  dark: { colorScheme: "dark", width: 1280 },
  "a narrow screen": { colorScheme: "light", width: 390 },
  "a narrow dark screen": { colorScheme: "dark", width: 390 },
} as const;

/** What is wrong for people who cannot see, hear or point, and what does not fit; empty where nothing is. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, { colorScheme, width }] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    faults.push(...(await barriersOf(page)).map((barrier) => `${name}: ${barrier}`));
    const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    if (over > 0) faults.push(`${name}: ${over} pixels are beyond the edge`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults;
}

const focused = '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim()';

/** Goes with the Tab key to what bears this name, as somebody does who has no mouse. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate<string>(focused);
    if (typeof name === "string" ? text === name : name.test(text)) return;
  }
  throw new Error(`${name} is not reached by the Tab key`);
}
