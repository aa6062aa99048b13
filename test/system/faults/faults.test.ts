import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { namedTests } from "./named-tests.ts";
import { faultsPage } from "./page.ts";

describe("the catalogue of faults", () => {
  const ids = Object.values(catalogue).flatMap(({ rows }) => Object.keys(rows));

  it("has every row named by a test", () => {
    const tests = namedTests();
    expect(ids.filter((id) => !tests.has(id))).toEqual([]);
  });

  it("knows every row that a test names", () => {
    expect([...namedTests().keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("is shown in docs/faults.md as it is; npm run docs:faults writes it", () => {
    expect(readFileSync(new URL("../../../docs/faults.md", import.meta.url), "utf8")).toBe(faultsPage());
  });
});
