import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./bundle.ts";
import { mutants } from "./mutants.ts";

/** Whether mutants still find what they change; whether they are caught takes minutes, and is seen in mutants.test.ts. */

const edits = mutants.flatMap(({ name, edits }) => edits.map((edit) => ({ name, ...edit })));

it.each(edits)('the mutant "$name" finds its text in $file exactly once', ({ file, find }) => {
  expect(readFileSync(join(root, file), "utf8").split(find)).toHaveLength(2);
});
