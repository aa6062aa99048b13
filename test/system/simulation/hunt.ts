import { crashPlanNamed, crashPoints, settings } from "./crash-points.ts";
import type { Mutant } from "./mutant.ts";
import { type Plan, run } from "./run.ts";
import { type Disappointment, runScenario, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { seedPlan } from "./seeds.ts";

/**
 * Looks for a breach of what a mutant is said to break: told scenarios first, then crash points, then worlds drawn by
 * lot. What is wrong shows in some small scenario more often than not, so the crowded ones are the last of them, and one
 * that the mutant names is the first.
 */

/** Something that is wrong. */
export interface Catch {
  readonly where: string;
  readonly what: string;
}

export interface Hunt {
  readonly isCaught: boolean;
  /** What gave the mutant away; where nothing did, what was wrong besides, the first of it. */
  readonly seen: readonly Catch[];
}

/** What is hunted: as the mutant says, and where it was caught last. */
export interface Quarry {
  readonly breaks: Mutant["breaks"];
  readonly firstLook?: string | undefined;
}

const SEEDS = 60;
const SHOWN = 3;

export async function hunt(quarry: Quarry): Promise<Hunt> {
  const { breaks } = quarry;
  const besides: Catch[] = [];
  for await (const { where, live } of grounds(quarry)) {
    for (const { kind, text } of await live()) {
      const seen = { where, what: `${kind}: ${text}` };
      if (kind === breaks || where.startsWith(breaks)) return { isCaught: true, seen: [seen] };
      besides.push(seen);
    }
  }
  return { isCaught: false, seen: besides.slice(0, SHOWN) };
}

/** A world to be lived through. */
interface Ground {
  readonly where: string;
  readonly live: () => Promise<readonly Pick<Disappointment, "kind" | "text">[]>;
}

async function* grounds({ breaks, firstLook }: Quarry): AsyncGenerator<Ground> {
  const last = scenarios.find(({ title }) => `scenario: ${title}` === firstLook);
  if (last) yield groundOfScenario(last);
  else if (firstLook !== undefined && /^\d+$/.test(firstLook))
    yield groundOf(seedPlan(Number(firstLook), { leads: 30 }));
  else if (firstLook?.startsWith("crash-")) yield groundOf(crashPlanNamed(firstLook));
  const isNamed = ({ title }: Scenario) => `scenario: ${title}`.startsWith(breaks);
  const named = scenarios.filter(isNamed);
  const others = scenarios.filter((scenario) => !isNamed(scenario));
  for (const scenario of [...named, ...others.toSorted((one, other) => crowdOf(one) - crowdOf(other))])
    yield groundOfScenario(scenario);
  for (const setting of settings) yield* (await crashPoints(setting)).map(groundOf);
  for (let seed = 1; seed <= SEEDS; seed += 1) yield groundOf(seedPlan(seed, { leads: 30 }));
}

const crowdOf = ({ world: { posts = [] } }: Scenario): number => posts.length;

const groundOf = (plan: Plan): Ground => ({
  where: plan.name,
  live: async () => (await run(plan)).violations,
});

const groundOfScenario = (scenario: Scenario): Ground => ({
  where: `scenario: ${scenario.title}`,
  live: async () => (await runScenario(scenario)).problems,
});
