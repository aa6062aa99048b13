import { describe, expect, it } from "vitest";
import { runScenario, scenarios } from "./scenarios.ts";

describe("a lead in a bad world", () => {
  it.each(scenarios.map((scenario) => [[...scenario.ids, scenario.title].join(" "), scenario] as const))(
    "%s",
    async (_, scenario) => {
      expect((await runScenario(scenario)).problems).toEqual([]);
    },
  );
});
