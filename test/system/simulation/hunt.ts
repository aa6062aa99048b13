import { parentPort } from "node:worker_threads";
import { crashPoints, settings } from "./crash-points.ts";
import { type Plan, run } from "./run.ts";
import { type Scenario, scenarioProblems } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { seedPlan } from "./seeds.ts";

/**
 * A thread that looks for anything that is wrong: told scenarios first, then crash points, then worlds drawn by lot. What
 * is wrong shows in some small scenario more often than not, so the crowded ones are the last of them.
 */

/** What gave it away. */
export interface Catch {
  readonly where: string;
  readonly what: string;
}

const SEEDS = 60;

const crowdOf = ({ world: { posts = [] } }: Scenario): number => posts.length;

async function hunt(): Promise<Catch | undefined> {
  for (const scenario of scenarios.toSorted((one, other) => crowdOf(one) - crowdOf(other))) {
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

parentPort?.postMessage(await hunt());
