import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Which tests name which row of the catalogue, read from the tests' own titles. */

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** Titles of tests and of the simulation's scenarios, by the ids they begin with: `F21/F19: …` or `ids: ["F21"]`. */
export function namedTests(): Map<string, NamedTest[]> {
  const tests = new Map<string, NamedTest[]>();
  const folder = new URL("../../", import.meta.url);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!name.endsWith(".ts") || name.startsWith("system/faults/")) continue;
    const file = fileURLToPath(new URL(name, folder));
    for (const { ids, title } of titlesIn(readFileSync(file, "utf8"))) {
      for (const id of ids) tests.set(id, [...(tests.get(id) ?? []), { file: relative(root, file), title }]);
    }
  }
  return tests;
}

const TITLE =
  /^\s*(?:(?:it|describe)(?:\.each\([^\n]*\))?\(|\](?: as const)?\)\(|\[)?\s*["'`]((?:F\d{2,3}(?:\/|, ?)?)+): ([^"`\n]+)["'`]/gm;
const SCENARIO = /ids: \[((?:"F\d{2,3}"(?:, )?)+)\],\s*title:\s*"([^"\n]+)"/g;

function titlesIn(text: string): { ids: string[]; title: string }[] {
  return [TITLE, SCENARIO].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, ids = "", title = ""]) => ({
      ids: ids.match(/F\d{2,3}/g) ?? [],
      title: title.replaceAll("|", "\\|"),
    })),
  );
}
