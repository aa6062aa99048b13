import { describe, expect, it } from "vitest";
import { listedMoves } from "../../docs/listed-moves.ts";
import { coverageOf, shortOf, toCoverageTable } from "./coverage.ts";
import { rareMoves, rareMovesTold } from "./rare-moves.ts";
import { runScenario, scenarios } from "./scenarios.ts";

describe("a rare move of a lead", () => {
  it.each(Object.entries(rareMovesTold))("is made where %s", async (title, moves) => {
    const scenario = scenarios.find((each) => each.title === title);
    expect(scenario && Object.keys((await runScenario(scenario)).moves)).toEqual(expect.arrayContaining([...moves]));
  });

  it("is one of docs/states.md, and stands in one list", () => {
    expect(rareMoves.filter((move) => !listedMoves.includes(move))).toEqual([]);
    expect(rareMoves.filter((move, index) => rareMoves.indexOf(move) !== index)).toEqual([]);
  });
});

describe("what many runs have taken", () => {
  const worlds = [{ "(new) → ready": 2, "ready → dialing": 1 }, { "(new) → ready": 3 }];
  const told = [
    { title: "a dull one", moves: { "(new) → ready": 1 } },
    { title: "a person decides", moves: { "(new) → ready": 1, "review → placed": 1 } },
    { title: "another does so too", moves: { "review → placed": 1 } },
  ];

  it("is counted move by move, and the first scenario that makes one is named", () => {
    const { counts } = coverageOf(worlds, told);
    const of = (move: string) => counts.find((count) => count.move === move);
    expect(of("(new) → ready")).toEqual({ move: "(new) → ready", worlds: 5, scenarios: 2, scenario: "a dull one" });
    expect(of("ready → dialing")).toEqual({ move: "ready → dialing", worlds: 1, scenarios: 0 });
    expect(toCoverageTable(coverageOf(worlds, told))).toMatch(/review → placed +0 +2 {2}only in: a person decides/);
  });

  it("leaves out what nobody took, which is named, and so is a move that the page does not have", () => {
    const coverage = coverageOf([...worlds, { "completed → dialing": 1 }], told);
    expect(coverage.never).toHaveLength(listedMoves.length - 3);
    expect(coverage.unlisted).toEqual(["completed → dialing"]);
    expect(toCoverageTable(coverage)).toMatch(
      /^3 of \d+ moves .*\nNever taken: .*placed → cancelled.*\nNot in .*: completed → dialing$/m,
    );
  });

  it("falls short where a move is made too seldom: a rare one in scenarios, any other in worlds", () => {
    const coverage = coverageOf(worlds, told);
    const short = shortOf(coverage, { worlds: 3, scenarios: 3 });
    expect(short).toContain("ready → dialing (1 of 3 times in worlds)");
    expect(short).toContain("review → placed (2 of 3 times in scenarios)");
    expect(short.filter((text) => text.startsWith("(new) → ready "))).toEqual([]);
    expect(short).toHaveLength(listedMoves.length - 1);
    expect(shortOf(coverage, { scenarios: 2 })).not.toContain("review → placed (2 of 2 times in scenarios)");
    expect(shortOf(coverage, {})).toEqual([]);
  });
});
