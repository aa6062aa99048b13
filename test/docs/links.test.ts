import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** Whether what a page leads to is there, and whether every page is led to. */

const root = join(import.meta.dirname, "../..");
const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const pages = [...readdirSync(root).filter((file) => file.endsWith(".md")), "stand-ins/callingly/README.md", ...inDocs];

/** Files that a page links to, from the root; addresses elsewhere and places on the page itself left out. */
const linksOf = (page: string): string[] =>
  [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));

describe("a page", () => {
  it.each(pages)("leads nowhere that is not there: %s", (page) => {
    expect(linksOf(page).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it("is found from docs/README.md, or from the page that it leads to", () => {
    const first = linksOf("docs/README.md");
    const found = new Set([
      "docs/README.md",
      ...first,
      ...first.filter((page) => page.endsWith(".md")).flatMap(linksOf),
    ]);
    expect(inDocs.filter((page) => !found.has(page))).toEqual([]);
  });
});
