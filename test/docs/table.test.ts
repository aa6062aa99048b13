import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { tableKeys } from "../../lib/table-rights.ts";

/** Whether docs/table.md has everything that lies in the table, by the key under which it lies. */

const text = readFileSync(new URL("../../docs/table.md", import.meta.url), "utf8");
const keys = [...text.matchAll(/^\| [^|`]+ \| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([a-z-]+)(#?)[^`]*`/g)].map(([, name = "", more = ""]) => name + more),
);

it("docs/table.md names every item by its key, and none that there is not", () => {
  const known = Object.values(tableKeys).map((key) => key.replace("*", ""));
  const examples = ["token", "team", "crm"];
  expect([...new Set(keys)].filter((key) => !examples.includes(key)).sort()).toEqual([...known].sort());
});
