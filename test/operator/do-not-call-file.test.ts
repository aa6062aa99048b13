import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { exchangeWith, isIn } from "../../lambda/lead/do-not-call-file.ts";
import { anOperator, type Operator } from "../fakes/stage.ts";

const folder = mkdtempSync(join(tmpdir(), "dnc-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string): string => {
  const path = join(folder, `${text.length}-${text.slice(0, 3).trim()}.txt`);
  writeFileSync(path, text);
  return path;
};

const isListed = async ({ store }: Operator, areaCode: string, exchange: string, line: number) => {
  const bits = await store.doNotCall.exchange(areaCode, exchange);
  return bits !== undefined && isIn(bits, line);
};

describe("an exchange of a do-not-call file", () => {
  it("has the numbers that were put in last, and no others, in less than two kilobytes", () => {
    const change = fc.record({ line: fc.nat({ max: 9_999 }), isIn: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), fc.nat({ max: 9_999 }), (changes, other) => {
        const bits = exchangeWith(undefined, changes);
        const last = new Map(changes.map(({ line, isIn: listed }) => [line, listed]));
        for (const line of [...last.keys(), other]) expect(isIn(bits, line)).toBe(last.get(line) ?? false);
        expect(bits.length).toBeLessThan(2_000);
      }),
      { numRuns: 50 },
    );
  });
});

describe("bridge dnc import", () => {
  it("stores a full list by area codes, and a later one takes its place", async () => {
    const operator = anOperator();
    const said = await operator.json(
      `dnc import ${file("212,5550123\n212,5550124\r\n310,5550123\n")} --as-of 2026-06-14`,
    );
    expect(said).toEqual({ kind: "full list", as_of: "2026-06-14", area_codes: ["212", "310"], numbers: 3 });
    expect([await isListed(operator, "212", "555", 123), await isListed(operator, "212", "555", 125)]).toEqual([
      true,
      false,
    ]);
    await operator.run(`dnc import ${file("212,6660001\n")} --as-of 2026-06-15`);
    expect(await isListed(operator, "212", "555", 123)).toBe(false);
    expect(await isListed(operator, "310", "555", 123)).toBe(true);
    expect(await operator.json("dnc list")).toMatchObject([
      { area_code: "212", as_of: "2026-06-15", numbers: 1, by: "Robin Ashby" },
      { area_code: "310", as_of: "2026-06-14", numbers: 1 },
    ]);
  });

  it("brings what is stored up to date by a list of changes, which counts for every area code", async () => {
    const operator = anOperator();
    await operator.run(`dnc import ${file("212,5550123\n310,5550123\n")} --as-of 2026-06-10`);
    const changes = file("2125550123,2026-06-14,D\n2125550199,2026-06-14,A\n");
    expect(await operator.json(`dnc import ${changes} --as-of 2026-06-15`)).toMatchObject({
      kind: "changes",
      numbers: 2,
    });
    expect([await isListed(operator, "212", "555", 123), await isListed(operator, "212", "555", 199)]).toEqual([
      false,
      true,
    ]);
    expect(await operator.json("dnc list")).toMatchObject([{ as_of: "2026-06-15" }, { as_of: "2026-06-15" }]);
  });

  it.each([
    ["changes that follow no list", "2125550123,2026-06-14,A\n", "2026-06-15", "Import the full list first of 212"],
    ["a line that is neither", "212,5550123\nDana Whitfield\n", "2026-06-15", "Line 2 is neither"],
    ["an empty file", "\n", "2026-06-15", "is empty"],
    ["a day to come", "212,5550123\n", "2026-06-16", "still to come"],
    ["no day", "212,5550123\n", "yesterday", "--as-of: write the day"],
  ])("stores nothing of %s", async (_, text, asOf, words) => {
    const operator = anOperator();
    const { code, notes } = await operator.run(`dnc import ${file(text)} --as-of ${asOf}`);
    expect(code).toBe(2);
    expect(notes).toContain(words);
    expect(notes).not.toContain("Dana");
    expect(await operator.json("dnc list")).toEqual([]);
  });
});
