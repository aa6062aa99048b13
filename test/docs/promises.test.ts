import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { promises, whole } from "./promises.ts";

/** Whether the pages still say what is listed, and the tests are there that are to hold it. */

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const onOneLine = (text: string): string => text.replace(/\s+/g, " ");
const forPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const listed = Object.entries(promises).flatMap(([page, sentences]) =>
  Object.entries(sentences).map(([sentence, tests]) => ({ page, sentence, tests })),
);

/** What a title follows: of a test, of a scenario, and of a step of a deployment that is tried. */
const calls = String.raw`\b(?:it|describe)\(|\)\(|\btitle: `;
const steps = String.raw`\bname: |\.step\(`;

/** A test of just this title: one that is skipped (the linter refuses those in tables) or only spoken of is none. */
function hasTest(text: string, title: string, before = calls): boolean {
  const quoted = ['"', "'", "`"].map((quote) => quote + forPattern(title) + quote);
  return new RegExp(`(?:${before})\\s*(?:${quoted.join("|")})`).test(text);
}

function missing(test: string): string | undefined {
  const [, file = "", title = ""] = /^(\S+?): (.+)$/.exec(test) ?? [];
  const path = [`test/${file}.test.ts`, `test/${file}.ts`].find((each) =>
    existsSync(new URL(`../../${each}`, import.meta.url)),
  );
  if (path === undefined) return `there is no test/${file}.test.ts`;
  const before = /^test\/system\/deploy\/.*(?<!\.test)\.ts$/.test(path) ? steps : calls;
  return hasTest(read(path), title, before) ? undefined : `${path} has no test "${title}"`;
}

/** The paragraphs, bullets and rows of a section, without headings, its tables' heads, and what is shown. */
function blocksOf(page: string, section: string): string[] {
  const [, text = ""] = new RegExp(`^## ${forPattern(section)}\\n([^]*?)(?=^## |(?![^]))`, "m").exec(read(page)) ?? [];
  const lines = text.replace(/```[\s\S]*?```|^###.*$/gm, "").replace(/^\|.*\|\n\|[-| ]+\|\n/gm, "");
  return lines
    .split(/\n\n+|\n(?=\||- )/)
    .map((block) => onOneLine(block).trim())
    .filter((block) => block !== "");
}

describe("what the pages promise", () => {
  it.each(listed)("stands there as it is listed, and has tests: $sentence", ({ page, sentence, tests }) => {
    expect(onOneLine(read(page))).toContain(sentence);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.map(missing).filter(Boolean)).toEqual([]);
  });

  it.each(whole)("is listed to the last row: $page, $section", ({ page, section, notes = [] }) => {
    const known = [...Object.keys(promises[page] ?? {}), ...notes];
    const blocks = blocksOf(page, section);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.filter((block) => !known.some((sentence) => block.includes(sentence)))).toEqual([]);
    expect(notes.filter((note) => !blocks.some((block) => block.includes(note)))).toEqual([]);
  });
});

describe("the look for a test", () => {
  it("finds one that runs, and none that is skipped, spoken of or gone", () => {
    expect(missing("docs/promises: finds one that runs, and none that is skipped, spoken of or gone")).toBeUndefined();
    expect(missing("docs/promises: nothing of the kind")).toContain("has no test");
    expect(missing("docs/nothing: at all")).toBe("there is no test/docs/nothing.test.ts");
    for (const text of ['it.skip("x", ', '// it said "x"', 'it.todo("x")']) expect(hasTest(text, "x")).toBe(false);
  });
});
