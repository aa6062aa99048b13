import type { Page } from "playwright-core";
import { barriersOf } from "../axe.ts";

/** A page as somebody sees it who needs colours of their own and letters twice as large: nothing may be lost by it. */

/** What 200 % leave of a window of 1280 × 844. */
const zoomed = { width: 640, height: 422 } as const;
const usual = { width: 1280, height: 844 } as const;

/** What is lost, cannot be told apart, is beyond the edge or against the standards: empty where nothing is. */
export async function strainedFaultsOf(page: Page): Promise<string[]> {
  await page.setViewportSize(usual);
  const before: readonly string[] = await page.evaluate(textsShown);
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.setViewportSize(zoomed);
  const after = new Set<string>(await page.evaluate(textsShown));
  const faults = before.filter((text) => !after.has(text)).map((text) => `is not shown any more: ${text}`);
  faults.push(...(await page.evaluate<string[]>(sameAsOthers)), ...(await page.evaluate<string[]>(drawnInOwnColours)));
  const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  if (over > 0) faults.push(`${over} pixels are beyond the edge`);
  faults.push(...(await barriersOf(page)));
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize(usual);
  return faults;
}

/**
 * Every text that is seen, but for ages, which pass meanwhile. The names of columns stand before each cell where a row
 * becomes a card.
 */
const textsShown = `(() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { textContent, parentElement } = walk.currentNode;
    const text = textContent.trim();
    if (text === "" || parentElement.closest("time, thead, .unseen, script, option")) continue;
    if (!parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const { width, height } = parentElement.getBoundingClientRect();
    if (width > 1 && height > 1 && !/ago|^in /.test(text)) texts.push(text);
  }
  for (const cell of document.querySelectorAll("table.rows td[data-name]")) {
    const head = cell.closest("table").querySelector("thead");
    const named = getComputedStyle(cell, "::before").content;
    const isHidden = head.getBoundingClientRect().height <= 1 || getComputedStyle(head).display === "none";
    if (!isHidden || named.includes(cell.dataset.name)) texts.push("column " + cell.dataset.name);
  }
  return [...new Set(texts)];
})()`;

/** What is chosen or open is known by more than a colour of ours: each is compared with one beside it that is not. */
const sameAsOthers = `(() => {
  const look = (element) => {
    const { backgroundColor, borderTopColor, borderTopWidth, borderTopStyle, outlineStyle, outlineColor } = getComputedStyle(element);
    return [backgroundColor, borderTopWidth + borderTopStyle + borderTopColor, outlineStyle + outlineColor].join(" ");
  };
  const chosen = document.querySelectorAll('[aria-pressed="true"], [aria-current="page"]');
  return [...chosen].flatMap((element) => {
    const group = element.closest("ul, .actions, fieldset, header");
    const others = [...(group?.querySelectorAll(element.tagName) ?? [])].filter(
      (other) => other !== element && other.className === element.className && !other.matches('[aria-pressed="true"], [aria-current="page"]'),
    );
    return others.some((other) => look(other) === look(element)) ? ["looks like the others: " + element.textContent] : [];
  });
})()`;

/** A line that is drawn keeps its colour when the reader's come: it has to be one of those. */
const drawnInOwnColours = `(() => {
  const readers = new Set(["CanvasText", "LinkText", "GrayText", "Highlight"].map((name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = name;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }));
  return [...document.querySelectorAll(".lines path, .lines line")]
    .map((line) => getComputedStyle(line).stroke)
    .filter((stroke) => !readers.has(stroke))
    .map((stroke) => "is drawn in a colour that the reader has not chosen: " + stroke);
})()`;
