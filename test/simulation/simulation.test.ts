import { describe, expect, it } from "vitest";
import { crashPoints, settings } from "./crash-points.ts";
import { tally, toTable } from "./figures.ts";
import { explain, type Plan, run } from "./run.ts";
import { seedPlan } from "./seeds.ts";

/** It takes seconds, unless the machine is busy with something else. */
const PATIENCE_MS = 180_000;

const nothingWrong = { lost: 0, double: 0, results_missing: 0, results_double: 0, other_violations: 0 };

/** Runs all plans, shows the figures, and tells the story of the first that went wrong. */
async function figuresOf(title: string, plans: readonly Plan[]) {
  const sum = tally();
  let wrong: Plan | undefined;
  for (const plan of plans) {
    const done = await run(plan);
    sum.add(done);
    if (done.violations.length > 0) wrong ??= plan;
  }
  const figures = sum.figures();
  console.log(`${title}\n${toTable({ ...figures })}`);
  if (wrong) console.error(await explain(wrong));
  return figures;
}

describe("nothing is lost and nobody is rung twice", () => {
  it.each(settings.map((setting) => [setting.workers, setting.webhook, setting] as const))(
    "F01/F18/F19/F61/F64 whichever I/O a function dies at, with %i worker(s) and the webhook %s",
    async (workers, webhook, setting) => {
      const figures = await figuresOf(
        `crash points, ${workers} worker(s), webhook ${webhook}`,
        await crashPoints(setting),
      );
      expect(figures).toMatchObject(nothingWrong);
      expect(figures.runs).toBeGreaterThan(60);
    },
    PATIENCE_MS,
  );

  it(
    "F98 in 300 worlds drawn by lot, with all faults mixed",
    async () => {
      const plans = Array.from({ length: 300 }, (_, index) => seedPlan(index + 1, { leads: 4 }));
      const figures = await figuresOf("seeds 1 to 300", plans);
      expect(figures).toMatchObject(nothingWrong);
      expect(figures.unknown_resolved).toBeGreaterThan(20);
    },
    PATIENCE_MS,
  );
});

describe("the simulation", () => {
  it("does the same again with the same seed, and something else with another", async () => {
    const [first, again, other] = [await run(seedPlan(5)), await run(seedPlan(5)), await run(seedPlan(6))];
    expect(again).toEqual(first);
    expect(other.hash).not.toBe(first.hash);
  });
});
