import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { largestPicture, pictureSize, pictures, picturesThere, sizeOf } from "./pictures.ts";
import { pixelsOf, withPalette } from "./png.ts";

/** Pages for people who look at the screen: they show what is on it, and name it as it is named there. */

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = ["docs/first-hour.md", "docs/for-marketers.md"];

const onScreen = readdirSync(join(root, "console"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => read(join("console", file)).replace(/\s+/g, " "))
  .join("\n");

/** As a page's code has a text: between quotes, or between tags and expressions. */
const isOnScreen = (text: string): boolean =>
  [`"${text}"`, `>${text}<`, `> ${text} <`, `} ${text} <`].some((written) => onScreen.includes(written));

const words = Object.values(reasonWords);

/** In a heading or a definition of itself it is no name of anything on the screen. */
const emphasised = ["console", "bold", "review"];

describe.each(pages)("%s", (page) => {
  const bold = [...read(page).matchAll(/\*\*([^*]+)\*\*/g)].map(([, text = ""]) => text);

  it("names buttons, headings and pages as the console does", () => {
    expect(bold.length).toBeGreaterThan(15);
    expect(bold.filter((text) => !emphasised.includes(text) && !isOnScreen(text))).toEqual([]);
  });

  it("says why a lead waits in the words of the bridge", () => {
    const quoted = [...read(page).matchAll(/“([^”]+)”/g)]
      .map(([, text = ""]) => text)
      .filter((text) => text !== "quotes");
    expect(quoted.filter((text) => !words.some((each) => each.startsWith(text)))).toEqual([]);
  });
});

it("a name that is nowhere in the console is found out", () => {
  expect(isOnScreen("Call me")).toBe(true);
  expect(isOnScreen("Waiting")).toBe(true);
  expect(isOnScreen("Call everybody")).toBe(false);
});

it("docs/for-marketers.md has a row for each state in which somebody asks what to do", () => {
  const [, table = ""] = /^## I see this.*?\n(.*?)^## /ms.exec(read("docs/for-marketers.md")) ?? [];
  for (const asked of [
    "says nothing",
    "not called",
    "*held*",
    "*need you*",
    "*review*",
    "CRM does not show",
    "slow down",
  ])
    expect(table).toContain(asked);
});

it("docs/for-marketers.md says of each page of a deployed bridge what it is for", () => {
  const [, table = ""] = /^## What the pages are for\n(.*?)^## /ms.exec(read("docs/for-marketers.md")) ?? [];
  const shown = [...read("console/pages/index.ts").matchAll(/^ {2}\{ path: .*name: "([^"]+)".*\},$/gm)]
    .filter(([line]) => !line.includes("isLocal"))
    .map(([, name = ""]) => name);
  expect(shown.length).toBeGreaterThan(8);
  expect(shown.filter((name) => !table.includes(`| **${name}** |`))).toEqual([]);
});

describe("a picture", () => {
  const documents = [
    "README.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file)),
  ];
  const named = documents.flatMap((page) =>
    [...read(page).matchAll(/!\[([^\]]*)\]\((?:docs\/)?pictures\/([\w-]+)\.png\)/g)].map(([, alt = "", name = ""]) => ({
      alt,
      name,
    })),
  );

  it("is there for each that a page shows, is shown by a page, and is taken anew by npm run docs:pictures", () => {
    const shown = [...new Set(named.map(({ name }) => name))].sort();
    expect(shown).toEqual(picturesThere());
    expect(pictures.map(({ name }) => name).sort()).toEqual(picturesThere());
  });

  it("says in words what is on it, for whoever does not see it", () => {
    expect(named.filter(({ alt }) => alt.split(" ").length < 5)).toEqual([]);
  });

  it.each(picturesThere())("is of the window's size and small: %s", (name) => {
    const { bytes, ...size } = sizeOf(name);
    expect(size).toEqual(pictureSize);
    expect(bytes).toBeLessThanOrEqual(largestPicture);
  });

  it("loses no point when it is written again with its palette", () => {
    const file = readFileSync(join(root, "docs/pictures/start.png"));
    const once = pixelsOf(file);
    const twice = pixelsOf(withPalette(file));
    expect([twice.width, twice.height]).toEqual([once.width, once.height]);
    expect(twice.rgb.equals(once.rgb)).toBe(true);
  });
});
