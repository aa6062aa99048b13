import type { Browser, Page } from "playwright-core";
import { places } from "../../operator/console/places.ts";

/** What a tab reads that is left open, before which nobody sits. */

export interface Idle {
  readonly page: string;
  readonly unitsAMinute: number;
}

export interface Leaving {
  /** By the page's own clock, which goes as fast as its questions are answered. */
  readonly minutes: number;
  /** Counted at the engine's door. */
  readonly units: { readonly read: number };
  /** A lead whose call is under way. */
  readonly moving: string;
}

/** Not the doctor, which looks once, nor the door, which npm start alone has. */
const paths = places.filter((place) => place !== "doctor" && place !== "door");

export async function idleUnits(browser: Browser, address: () => string, leaving: Leaving): Promise<Idle[]> {
  const measured: Idle[] = [];
  for (const path of [...paths, `leads/${leaving.moving}`])
    measured.push({
      page: path.startsWith("leads/") ? "a lead that is called" : path,
      unitsAMinute: await leave(browser, address(), path, leaving),
    });
  return measured;
}

async function leave(browser: Browser, address: string, path: string, { minutes, units }: Leaving): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const quiet = quietOf(page);
  await page.clock.install();
  const url = new URL(address);
  await page.goto(`${url.origin}/console/${path}${url.hash}`);
  await page.locator("main").waitFor();
  await quiet();
  const stepMs = 1_000;
  // Within the first minute somebody may still sit there.
  for (let passed = 0; passed <= 65_000; passed += stepMs) {
    await page.clock.runFor(stepMs);
    await quiet();
  }
  const before = units.read;
  for (let passed = 0; passed < minutes * 60_000; passed += stepMs) {
    await page.clock.runFor(stepMs);
    await quiet();
  }
  await context.close();
  return (units.read - before) / minutes;
}

/** @returns waits until nothing is asked any more */
function quietOf(page: Page): () => Promise<void> {
  let open = 0;
  const isAnswer = (url: string) => url.includes("/console/api/");
  page.on("request", (request) => {
    if (isAnswer(request.url())) open += 1;
  });
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (request) => {
      if (isAnswer(request.url())) open -= 1;
    });
  return async () => {
    do await new Promise((resolve) => setTimeout(resolve, 4));
    while (open > 0);
  };
}
