import type { Browser } from "playwright-core";
import { until } from "../drive.ts";

/** How long after its answer the first rows of a list are on the screen. */

export interface FirstRows {
  readonly page: string;
  /** From the question to the whole answer. */
  readonly answerMs: number;
  /** From the whole answer to the frame in which its first rows are seen. */
  readonly rowsMs: number;
}

const lists = [
  ["waiting", "waiting"],
  ["waiting?reason=stale", "leads/waiting"],
  ["leads", "leads/list"],
  ["review", "review"],
  ["today", "today"],
] as const;

/** Notes when a row of a list is in the page, and the frame after that is drawn. */
const watching = `(() => {
  const look = () => {
    if (globalThis.rowsAt !== undefined || !document.querySelector("main table.rows tbody tr, main .empty, main .figures")) return;
    globalThis.rowsAt = 0;
    requestAnimationFrame(() => setTimeout(() => { globalThis.rowsAt = performance.now(); }));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()`;

const RUNS = 3;

/** The slowest of some looks at each list, each in a tab of its own. */
export async function firstRows(browser: Browser, address: () => string): Promise<FirstRows[]> {
  const measured: FirstRows[] = [];
  for (const [path, route] of lists) {
    const runs: FirstRows[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await look(browser, address(), path, route));
    measured.push(runs.toSorted((one, other) => other.rowsMs - one.rowsMs)[0] as FirstRows);
  }
  return measured;
}

async function look(browser: Browser, address: string, path: string, route: string): Promise<FirstRows> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watching);
  const url = new URL(address);
  await page.goto(`${url.origin}/console/${path}${url.hash}`);
  // Not by waitForFunction: the console's policy refuses what is made of a text in the page.
  await until(`the rows of ${path}`, () => page.evaluate<boolean>("globalThis.rowsAt > 0"), Boolean, 50);
  const [begunAt, endedAt, rowsAt] = await page.evaluate<[number, number, number]>(`(() => {
    const asked = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/console/api/${route}"));
    const last = asked.findLast(({ responseEnd }) => responseEnd > 0 && responseEnd <= globalThis.rowsAt);
    return [last.startTime, last.responseEnd, globalThis.rowsAt];
  })()`);
  await context.close();
  return { page: path, answerMs: endedAt - begunAt, rowsMs: rowsAt - endedAt };
}
