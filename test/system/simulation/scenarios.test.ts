import { describe, expect, it } from "vitest";
import { scenarioProblems, scenarios } from "./scenarios.ts";

describe("a lead in a bad world", () => {
  it.each(scenarios.map((scenario) => [`${scenario.ids.join("/")} ${scenario.title}`, scenario] as const))(
    "%s",
    async (_, scenario) => {
      expect(await scenarioProblems(scenario)).toEqual([]);
    },
  );
});
