import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "playwright-core";

/** axe-core, as it is loaded into a page: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Which rules are asked; what passes them is not told, nor where it stands, which takes as long as the rules. */
const options = JSON.stringify({
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  resultTypes: ["violations"],
  selectors: false,
});

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * Gives axe-core to every page that a context opens from now on. It is half a megabyte: where many pages are looked at, to
 * send it to each takes five times as long as the look.
 */
export const bringAxe = (context: BrowserContext): Promise<unknown> => context.addInitScript({ content: axe });

/** What keeps somebody from using the page as it is now, each with where: empty where nothing does. */
export async function barriersOf(page: Page): Promise<string[]> {
  // As an evaluation: a page's policy refuses a script of elsewhere.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(`${axe};0`);
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as {
    violations: readonly Violation[];
  };
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
}
