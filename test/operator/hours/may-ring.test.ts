import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bridge } from "../command-line.ts";

const shared = new URL("../../fixtures/calling-hours/cases.json", import.meta.url).pathname;
const closed = { id: "early", place: { number: "+12125550123", country: "US" }, at: "2026-12-01T12:59:59Z" };

const judged = async (input: unknown, ...words: string[]) => {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const said = await bridge(["may-ring", "-", "--json", ...words], { input: text });
  return {
    ...said,
    lines: said.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
};

describe("bridge may-ring", () => {
  it("answers the worked cases as they expect, a line each", async () => {
    const { code, out } = await bridge(["may-ring", shared, "--margin", "0", "--expect", "--json"]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toHaveLength(20);
    expect(lines.filter(({ asExpected }) => asExpected !== true)).toEqual([]);
  });

  it("reads the names that others write, and holds what it does not know, as that may forbid the call", async () => {
    const at = "2026-12-01T13:30:00Z";
    const place = { number: "+12125550123" };
    const inLosAngeles = ["browserZone", "timeZone", "timezone", "tz"].map((name) => ({
      id: name,
      place: { ...place, [name]: "America/Los_Angeles" },
      at,
    }));
    const times = ["2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z", "2026-12-01T12:00:00Z"];
    const florida = { number: "+13055550123" };
    const { lines } = await judged([
      ...inLosAngeles,
      { id: "zip", place: { ...place, postalCode: "90001" }, at },
      { id: "earlier", place: florida, at, earlier: times.map((time) => ({ time })) },
      { id: "in place", place: { ...florida, history: times }, at },
      { id: "strange place", place: { ...place, planet: "Mars" }, at },
      { id: "strange list", place, at, rungAt: times },
      { id: "no day", place, at: "2026-02-30T18:00:00Z" },
      { id: "harmless", place: { ...place, city: "New York" }, at, tags: ["dst"], kind: "edge" },
    ]);
    expect(lines.map(({ verdict }) => verdict)).toEqual([...Array(7).fill("later"), ...Array(3).fill("hold"), "dial"]);
  });

  it("says the verdict, when else, by which rules, and why", async () => {
    expect((await judged([closed])).lines).toEqual([
      {
        id: "early",
        verdict: "later",
        nextAt: "2026-12-01T13:00:00Z",
        rules: ["us-federal"],
        why: "it is Tue 07:59 in America/New_York (the area code 212), and us-federal allows calls 08:00-20:50",
      },
    ]);
  });

  it("keeps the dialler's margin unless told another", async () => {
    const late = { ...closed, at: "2026-12-02T01:55:00Z" };
    expect((await judged([late])).lines).toMatchObject([{ verdict: "later" }]);
    expect((await judged([late], "--margin", "5")).lines).toMatchObject([{ verdict: "later" }]);
    expect((await judged([late], "--margin", "4")).lines).toMatchObject([{ verdict: "dial" }]);
  });

  it.each<[form: string, input: string]>([
    ["an array", JSON.stringify([closed, closed])],
    ["an object with cases", JSON.stringify({ cases: [closed, closed] })],
    ["a case a line", `${JSON.stringify(closed)}\n\n${JSON.stringify(closed)}\n`],
  ])("reads %s", async (_, input) => {
    expect((await judged(input)).lines.map(({ verdict }) => verdict)).toEqual(["later", "later"]);
  });

  it("takes a region for the state, and attempts as texts and as objects", async () => {
    const at = "2026-12-02T18:00:00Z";
    const times = ["2026-12-02T14:00:00Z", { at: "2026-12-02T15:00:00Z" }, "2026-12-02T16:00:00+00:00"];
    const place = { number: "+12125550123", country: "US", region: "US-FL" };
    const { lines } = await judged([
      { id: 1, place, at, history: times },
      { id: 2, place, at, attempts: times },
    ]);
    expect(lines).toMatchObject([
      { id: "1", verdict: "later", nextAt: "2026-12-03T14:00:00Z", rules: ["us-fl"] },
      { id: "2", verdict: "later", nextAt: "2026-12-03T14:00:00Z", rules: ["us-fl"] },
    ]);
  });

  it.each<[what: string, given: object, why: string]>([
    ["a moment without a zone", { at: "2026-12-01T12:59:59" }, "cases[0].at: write a moment with its zone"],
    ["an unknown pack", { pack: "off" }, "cases[0].pack: write requested or conservative"],
    ["no number", { place: { country: "US" } }, "cases[0].place.number: write the number as +12125550123"],
    ["no place", { place: null }, "cases[0].place: write the place as an object"],
    ["an attempt that is none", { history: ["noon"] }, "cases[0].history.0: write a moment with its zone"],
  ])("holds a case with %s, says where, and answers the others", async (_, given, why) => {
    const { code, notes, lines } = await judged({ cases: [{ ...closed, ...given }, closed] });
    expect(lines).toMatchObject([
      { id: "early", verdict: "hold", rules: [], why: expect.stringContaining(why) },
      { verdict: "later" },
    ]);
    expect(code).toBe(0);
    expect(notes).toBe("1 case cannot be read and would be held.\n");
  });

  it("holds a line that is no JSON", async () => {
    const { lines } = await judged(`${JSON.stringify(closed)}\n{"id":\n`);
    expect(lines).toMatchObject([{ id: "early" }, { id: "line 2", verdict: "hold" }]);
  });

  it("says of another file that there is no case in it", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "may-ring-")), "cases.csv");
    writeFileSync(file, "id,at\n1,2\n");
    expect(await bridge(["may-ring", file])).toMatchObject({
      code: 2,
      notes: expect.stringContaining("there is no case in it"),
    });
    expect(await bridge(["may-ring", `${file}x`])).toMatchObject({
      code: 2,
      notes: expect.stringContaining("cannot be read"),
    });
  });

  it("prints a table for people, and says which case is not as expected", async () => {
    const wrong = { ...closed, expect: { verdict: "dial" } };
    const said = await bridge(["may-ring", "-", "--expect"], { input: JSON.stringify([wrong]) });
    expect(said).toMatchObject({ code: 1, out: expect.stringContaining("later, not as expected") });
  });
});
