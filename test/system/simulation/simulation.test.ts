import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { coverageOf, LEAST_TIMES, shortOf } from "./coverage.ts";
import { crashPoints, settings } from "./crash-points.ts";
import { runSideBySide } from "./crew.ts";
import { tally } from "./figures.ts";
import { planNamed } from "./plan-named.ts";
import { explain, run } from "./run.ts";
import { type Size, seedPlan } from "./seeds.ts";
import { createWorld, minute } from "./world.ts";

/** It takes seconds, unless the machine is busy with something else. */
const PATIENCE_MS = 180_000;

const nothingWrong = { lost: 0, double: 0, results_missing: 0, results_double: 0, other_violations: 0 };

/** Runs all worlds. @returns their figures, and the story of the first that went wrong */
async function figuresOf(names: readonly string[], size: Size = {}) {
  const sum = tally();
  const runs = await runSideBySide(names, size, availableParallelism());
  for (const done of runs) sum.add(done);
  const wrong = runs.find(({ violations }) => violations.length > 0);
  const story = wrong && (await explain(planNamed(wrong.name, size)));
  const coverage = coverageOf(
    runs.map(({ moves }) => moves),
    [],
  );
  return { figures: sum.figures(), story, coverage };
}

describe("nothing is lost and nobody is rung twice", () => {
  it(
    "F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
    async () => {
      const names = await Promise.all(
        settings.map(async (setting) => (await crashPoints(setting)).map(({ name }) => name)),
      );
      for (const each of names) expect(each.length).toBeGreaterThan(60);
      const { figures, story } = await figuresOf(names.flat());
      expect(figures, story).toMatchObject(nothingWrong);
    },
    PATIENCE_MS,
  );

  it(
    "F98 in 300 worlds drawn by lot, with all faults mixed",
    async () => {
      const names = Array.from({ length: 300 }, (_, index) => String(index + 1));
      const { figures, story, coverage } = await figuresOf(names, { leads: 4 });
      expect(figures, story).toMatchObject(nothingWrong);
      expect(figures.unknown_resolved).toBeGreaterThan(20);
      // The rare ones are made by scenarios, as coverage.test.ts sees.
      expect(shortOf(coverage, { worlds: LEAST_TIMES })).toEqual([]);
      expect(coverage.unlisted).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe("the simulation", () => {
  it("tells of a world that breaks off, as when a stand-in throws, by its name", async () => {
    const create = () => {
      const world = createWorld();
      world.time.after(minute, () => {
        throw new Error("The value is another record's already.");
      });
      return world;
    };
    const { name, violations } = await run({ name: "17", create, lifetimeMs: 2 * minute });
    expect({ name, violations }).toEqual({
      name: "17",
      violations: [{ kind: "bug", text: "the world broke off: The value is another record's already.", about: [] }],
    });
  });

  it(
    "does the same again with the same seed, in whichever thread, and something else with another",
    async () => {
      const [first, again, other] = await runSideBySide(["5", "5", "6"], { leads: 30 }, 2);
      expect(again).toEqual(first);
      expect(await run(seedPlan(5, { leads: 30 }))).toEqual(first);
      expect(other?.hash).not.toBe(first?.hash);
    },
    PATIENCE_MS,
  );
});
