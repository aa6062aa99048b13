import { crashPoints, settings } from "./crash-points.ts";
import { type Plan, run } from "./run.ts";
import { scenarioProblems, scenarios } from "./scenarios.ts";
import { seedPlan } from "./seeds.ts";

/** Looks for anything that is wrong: told scenarios first, then crash points, then worlds drawn by lot. */

/** What gave it away. */
export interface Catch {
  readonly where: string;
  readonly what: string;
}

const SEEDS = 60;

export async function hunt(): Promise<Catch | undefined> {
  for (const scenario of scenarios) {
    const [what] = await scenarioProblems(scenario);
    if (what !== undefined) return { where: scenario.title, what };
  }
  for (const setting of settings) {
    const found = await firstWrong(await crashPoints(setting));
    if (found) return found;
  }
  return firstWrong(Array.from({ length: SEEDS }, (_, index) => seedPlan(index + 1, { leads: 30 })));
}

async function firstWrong(plans: readonly Plan[]): Promise<Catch | undefined> {
  for (const plan of plans) {
    const { violations, name } = await run(plan);
    const [first] = violations;
    if (first) return { where: name, what: `${first.kind}: ${first.text}` };
  }
  return undefined;
}
