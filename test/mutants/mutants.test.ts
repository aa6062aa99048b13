import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mutants } from "./mutants.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../..", file), "utf8");

it.each(mutants)("$title … is about a line and a test that there are", ({ file, find, test, title }) => {
  expect(read(file).split(find)).toHaveLength(2);
  expect(read(test)).toContain(`"${title}`);
});
