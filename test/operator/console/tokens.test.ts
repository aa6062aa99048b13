import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { palettes, tokenCss } from "../../../console/design/tokens.ts";

/** The console's colours can be read on each other, and a sheet uses no other. */

const pairs = [
  ["text", "page"],
  ["text", "panel"],
  ["text", "inset"],
  ["quiet", "page"],
  ["quiet", "panel"],
  ["quiet", "inset"],
  ["accent", "page"],
  ["accent", "panel"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["good", "good-soft"],
  ["wait", "wait-soft"],
  ["bad", "bad-soft"],
  ["on-bad", "bad"],
] as const;

const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [a = 0, b = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};

describe.each(Object.entries(palettes))("in %s", (_, palette) => {
  it.each(pairs)("%s on %s reads with a contrast of 4.5 at least", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["page", "panel"] as const)("an edge and the focus stand out from the %s by 3 at least", (ground) => {
    expect(contrast(palette.edge, palette[ground])).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.focus, palette[ground])).toBeGreaterThanOrEqual(3);
  });
});

const console = new URL("../../../console/", import.meta.url);
const sheets = readdirSync(console, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));

it.each(sheets)("%s names no colour of its own, and no variable that there is not", (file) => {
  const sheet = readFileSync(new URL(file, console), "utf8");
  expect(sheet.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
  const known = new Set([...tokenCss().matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = [...sheet.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = ""]) => name);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});
