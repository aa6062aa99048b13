import { Command } from "commander";
import { crashPlanNamed, crashPoints, settings } from "./crash-points.ts";
import { type Figures, tally, toTable } from "./figures.ts";
import { mutants } from "./mutants.ts";
import { huntMutant } from "./mutate.ts";
import { explain, type Plan, replay, run } from "./run.ts";
import { scenarioProblems, scenarios } from "./scenarios.ts";
import { type Size, seedPlan } from "./seeds.ts";
import { toText } from "./story.ts";

/** `npm run simulate`: is anything lost, is anybody rung twice? */

interface Options extends Size {
  readonly seeds?: number;
  readonly from: number;
  readonly crashPoints?: true;
  readonly scenarios?: true;
  readonly replay?: string;
  readonly mutate?: string;
  readonly json?: true;
}

const options = new Command("npm run simulate --")
  .description(
    "Runs the bridge against a bad world in virtual time. Without options: scenarios, crash points and 100 seeds.",
  )
  .option("--scenarios", "the told scenarios")
  .option("--crash-points", "every way in which one function can die on a lead's path")
  .option("--seeds <count>", "worlds drawn by lot", Number)
  .option("--from <seed>", "the first of these seeds", Number, 1)
  .option("--leads <count>", "leads in each of them; by lot when left out", Number)
  .option("--days <count>", "over how many days their leads come at most", Number)
  .option("--replay <name>", "tell the story of one seed, or of one crash point such as crash-17-after-2-first")
  .option("--mutate <name>", "put a known mistake into the bridge and hunt for it; `all` for each in turn")
  .option("--json", "print one JSON line")
  .parse()
  .opts<Options>();

const say = (text: string) => options.json || console.log(text);
/** Runs that are explained in full when they went wrong. */
const EXPLAINED = 3;
const size: Size = { leads: options.leads, days: options.days };

if (options.replay !== undefined) await tellStory(options.replay);
else if (options.mutate !== undefined) await mutate(options.mutate);
else await simulate();

async function simulate(): Promise<void> {
  const { json, from } = options;
  const all = !options.seeds && !options.crashPoints && !options.scenarios;
  const wrong = options.scenarios || all ? await runScenarios() : 0;
  const plans: Plan[] = [];
  if (options.crashPoints || all) for (const setting of settings) plans.push(...(await crashPoints(setting)));
  const seeds = options.seeds ?? (all ? 100 : 0);
  for (let seed = from; seed < from + seeds; seed += 1) plans.push(seedPlan(seed, size));
  const figures = await runAll(plans);
  const { lost, double, results_missing, results_double, other_violations } = figures;
  const isRight = lost + double + results_missing + results_double + other_violations + wrong === 0;
  process.exitCode = isRight ? 0 : 1;
  if (json) console.log(JSON.stringify({ seeds, ...figures }));
  else if (plans.length > 0)
    console.log(
      `\n${toTable({ seeds, ...figures })}\n\n${isRight ? "Nothing lost, nobody rung twice." : "WRONG: see above."}`,
    );
}

async function runScenarios(): Promise<number> {
  let wrong = 0;
  for (const scenario of scenarios) {
    const problems = await scenarioProblems(scenario);
    if (problems.length > 0) wrong += 1;
    say(`${problems.length === 0 ? "ok   " : "WRONG"} ${scenario.ids.join(" ").padEnd(8)} ${scenario.title}`);
    for (const problem of problems) console.error(`      ${problem}`);
  }
  return wrong;
}

async function runAll(plans: readonly Plan[]): Promise<Figures> {
  const sum = tally();
  const bad: Plan[] = [];
  for (const plan of plans) {
    const done = await run(plan);
    sum.add(done);
    if (done.violations.length > 0) bad.push(plan);
  }
  const figures = sum.figures();
  for (const plan of bad.slice(0, EXPLAINED)) console.error(`${await explain(plan)}\n`);
  if (bad.length > 0)
    console.error(
      `Replay: ${bad
        .map(({ name }) => `--replay ${name}`)
        .slice(0, 20)
        .join("  ")}`,
    );
  return figures;
}

async function tellStory(name: string): Promise<void> {
  const plan = /^\d+$/.test(name) ? seedPlan(Number(name), size) : crashPlanNamed(name);
  const { run: done, lines, world } = await replay(plan);
  const start = world.time.now() - plan.lifetimeMs;
  if (!options.json) for (const line of lines) console.log(toText(line, start));
  for (const { kind, text } of done.violations) console.error(`${kind}: ${text}`);
  const sum = tally();
  sum.add(done);
  console.log(
    options.json
      ? JSON.stringify({ seeds: 1, ...sum.figures() })
      : `\ntrace hash ${done.hash}, ${lines.length} lines, ${done.violations.length} violations`,
  );
  process.exitCode = done.violations.length === 0 ? 0 : 1;
}

async function mutate(name: string): Promise<void> {
  const chosen = mutants.filter((mutant) => name === "all" || mutant.name === name);
  if (chosen.length === 0)
    throw new Error(`No mutant is called "${name}"; there are: ${mutants.map((each) => each.name).join(", ")}`);
  let caught = 0;
  for (const mutant of chosen) {
    const found = await huntMutant(mutant);
    if (found) caught += 1;
    say(
      `${found ? "caught" : "MISSED"}  ${mutant.name.padEnd(34)} ${found ? `${found.where}: ${found.what.slice(0, 140)}` : mutant.why}`,
    );
  }
  if (options.json) console.log(JSON.stringify({ mutants: chosen.length, mutants_caught: caught }));
  process.exitCode = caught === chosen.length ? 0 : 1;
}
