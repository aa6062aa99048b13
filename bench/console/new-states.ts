import type { Browser } from "playwright-core";
import { forkBridge, leadOf, postLead, setSpeed, until } from "../drive.ts";

/** How long after it happened a lead's new state is seen, on the first page of the bridge of this machine. */

export interface NewStates {
  readonly count: number;
  /** In milliseconds, from the moment that stands on the lead to the frame in which its step is seen. */
  readonly p50: number;
  readonly p90: number;
  readonly most: number;
}

/** Each step that comes into the page, with how old it is then. Those of one lead come in the order of its way. */
const watching = `(() => {
  globalThis.ages = [];
  const known = new Set();
  new MutationObserver(() => {
    for (const time of document.querySelectorAll(".path .steps time")) {
      const step = time.closest(".path").textContent.slice(0, 30) + time.closest("li").textContent + time.dateTime;
      if (known.has(step)) continue;
      known.add(step);
      const at = Date.parse(time.dateTime);
      requestAnimationFrame(() => globalThis.ages.push(Date.now() - at));
    }
  }).observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
})()`;

/** accepted, dialing, placed, completed, reported. */
const STEPS = 5;

export async function newStates(browser: Browser, leads: number): Promise<NewStates> {
  const bridge = await forkBridge(new URL("../bridge-process.ts", import.meta.url));
  try {
    await setSpeed(bridge.facts, 100);
    const page = await browser.newPage();
    await page.goto(bridge.facts.console?.url ?? "");
    await page.getByRole("heading", { name: "The path of each lead" }).waitFor();
    await page.evaluate(watching);
    for (let index = 0; index < leads; index += 1) await postLead(bridge.facts, leadOf(index));
    const read = () => page.evaluate<number[]>("globalThis.ages");
    const ages = await until("every step is seen", read, ({ length }) => length >= leads * STEPS);
    const inOrder = ages.toSorted((one, other) => one - other);
    const at = (share: number) => inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
    return { count: ages.length, p50: at(0.5), p90: at(0.9), most: at(1) };
  } finally {
    await bridge.end();
  }
}
