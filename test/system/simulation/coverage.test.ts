import { describe, expect, it } from "vitest";
import { listedMoves } from "../../docs/listed-moves.ts";
import { coverageOf, toCoverageTable } from "./coverage.ts";
import { rareMoves } from "./rare-moves.ts";
import { runScenario, scenarios } from "./scenarios.ts";

describe("a rare move of a lead", () => {
  it.each(Object.entries(rareMoves.told))("is made where %s", async (title, moves) => {
    const scenario = scenarios.find((each) => each.title === title);
    expect(scenario && Object.keys((await runScenario(scenario)).moves)).toEqual(expect.arrayContaining([...moves]));
  });

  it("is one of docs/states.md, and stands in one list", () => {
    const rare = [...Object.values(rareMoves.told).flat(), ...rareMoves.leftToChance, ...rareMoves.triedAsRules];
    expect(rare.filter((move) => !listedMoves.includes(move))).toEqual([]);
    expect(rare.filter((move, index) => rare.indexOf(move) !== index)).toEqual([]);
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
});
