import { availableParallelism } from "node:os";
import { Command } from "commander";
import { endWithNpm } from "../../../lib/program/ending.ts";
import {
  type Coverage,
  coverageOf,
  ENOUGH_WORLDS,
  LEAST_TIMES,
  shortOf,
  type ToldMoves,
  toCoverageTable,
} from "./coverage.ts";
import { crashPoints, settings } from "./crash-points.ts";
import { runSideBySide, sideBySide } from "./crew.ts";
import { type Figures, tally, toTable } from "./figures.ts";
import type { Hunt } from "./hunt.ts";
import { mutants } from "./mutants.ts";
import { hunters } from "./mutate.ts";
import { planNamed } from "./plan-named.ts";
import { progress } from "./progress.ts";
import { writeReport } from "./report.ts";
import { explain, type Run, replay } from "./run.ts";
import { runScenario, scenarios } from "./scenarios.ts";
import type { Size } from "./seeds.ts";
import { toText } from "./story.ts";

/** `npm run simulate`: is anything lost, is anybody rung twice? */

interface Options extends Size {
  readonly seeds?: number;
  readonly from: number;
  readonly crashPoints?: true;
  readonly scenarios?: true;
  readonly replay?: string;
  readonly mutate?: string;
  readonly report?: string;
  readonly threads: number;
  readonly least?: number;
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
  .option("--report <folder>", "write the figures and the story of each wrong world there")
  .option("--threads <count>", "worlds that are run at the same time", Number, availableParallelism())
  .option(
    "--least <times>",
    `how often each move of docs/states.md has to be made that is no rare one; ${LEAST_TIMES} in ${ENOUGH_WORLDS} seeds and more`,
    Number,
  )
  .option("--json", "print one JSON line")
  .parse()
  .opts<Options>();

const say = (text: string) => options.json || console.log(text);
/** Runs that are explained in full when they went wrong. */
const EXPLAINED = 3;
const size: Size = { leads: options.leads, days: options.days };

endWithNpm();
if (options.replay !== undefined) await tellStory(options.replay);
else if (options.mutate !== undefined) await mutate(options.mutate);
else await simulate();

async function simulate(): Promise<void> {
  const { json, from } = options;
  const all = !options.seeds && !options.crashPoints && !options.scenarios;
  const { wrong, told } = options.scenarios || all ? await runScenarios() : { wrong: [], told: [] };
  const names: string[] = [];
  if (options.crashPoints || all)
    for (const setting of settings) names.push(...(await crashPoints(setting)).map(({ name }) => name));
  const seeds = options.seeds ?? (all ? 100 : 0);
  for (let seed = from; seed < from + seeds; seed += 1) names.push(String(seed));
  const { figures, runs, bad } = await runAll(names);
  const coverage = coverageOf(
    runs.map(({ moves }) => moves),
    told,
  );
  const { lost, double, results_missing, results_double, other_violations } = figures;
  const isRight = lost + double + results_missing + results_double + other_violations + wrong.length === 0;
  const short = shortOf(coverage, {
    worlds: options.least ?? (seeds >= ENOUGH_WORLDS && options.leads === undefined ? LEAST_TIMES : 0),
    scenarios: told.length > 0 ? 1 : 0,
  });
  process.exitCode = isRight && short.length === 0 ? 0 : 1;
  const inFull = {
    seeds,
    ...figures,
    ...inJson(coverage),
    moves_too_seldom: short,
    wrong_worlds: bad,
    wrong_scenarios: wrong,
  };
  if (options.report !== undefined)
    for (const file of await writeReport(options.report, inFull, bad, explained)) say(`written: ${file}`);
  if (json) console.log(JSON.stringify(inFull));
  else {
    console.log(`\n${toCoverageTable(coverage)}`);
    if (names.length > 0) console.log(`\n${toTable({ seeds, ...figures })}`);
    if (short.length > 0) console.log(`\nTOO SELDOM: ${short.join(", ")}`);
    console.log(`\n${isRight ? "Nothing lost, nobody rung twice." : "WRONG: see above."}`);
  }
}

function inJson({ counts, never, unlisted }: Coverage) {
  return {
    moves: Object.fromEntries(counts.map(({ move, ...count }) => [move, count])),
    moves_never_taken: never,
    moves_unlisted: unlisted,
  };
}

async function runScenarios(): Promise<{ wrong: string[]; told: ToldMoves[] }> {
  const wrong: string[] = [];
  const told: ToldMoves[] = [];
  for (const scenario of scenarios) {
    const { problems, moves } = await runScenario(scenario);
    told.push({ title: scenario.title, moves });
    if (problems.length > 0) wrong.push(scenario.title);
    say(`${problems.length === 0 ? "ok   " : "WRONG"} ${scenario.ids.join(" ").padEnd(8)} ${scenario.title}`);
    for (const { kind, text } of problems) console.error(`      ${kind}: ${text}`);
  }
  return { wrong, told };
}

interface Lived {
  readonly figures: Figures;
  readonly runs: readonly Run[];
  /** The names of those that went wrong. */
  readonly bad: readonly string[];
}

function explained(name: string): Promise<string> {
  return explain(planNamed(name, size));
}

async function runAll(names: readonly string[]): Promise<Lived> {
  const sum = tally();
  const shown = progress(names.length, { screen: process.stderr, now: () => performance.now() });
  const runs = await runSideBySide(names, size, options.threads, shown.add);
  shown.end();
  for (const run of runs) sum.add(run);
  const figures = sum.figures();
  const bad = runs.filter(({ violations }) => violations.length > 0).map(({ name }) => name);
  for (const name of bad.slice(0, EXPLAINED)) console.error(`${await explained(name)}\n`);
  if (bad.length > 0)
    console.error(
      `Replay: ${bad
        .map((name) => `--replay ${name}`)
        .slice(0, 20)
        .join("  ")}`,
    );
  return { figures, runs, bad };
}

async function tellStory(name: string): Promise<void> {
  const plan = planNamed(name, size);
  const { run: done, lines, world } = await replay(plan);
  const start = world.bornAt;
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
  const hands = Array.from({ length: options.threads }, (_, hand) => hand);
  const { hunt, end } = await hunters(options.threads);
  const catches = await sideBySide(chosen, hands, async (mutant) => {
    const found = await hunt(mutant);
    say(`${found.isCaught ? "caught" : "MISSED"}  ${mutant.name.padEnd(34)} ${toLine(found) ?? mutant.why}`);
    return found;
  });
  await end();
  const caught = catches.filter(({ isCaught }) => isCaught).length;
  if (options.json) console.log(JSON.stringify({ mutants: chosen.length, mutants_caught: caught }));
  process.exitCode = caught === chosen.length ? 0 : 1;
}

/** A mutant that was missed may have broken something else: that is said instead. */
function toLine({ seen: [first] }: Hunt): string | undefined {
  return first && `${first.where}: ${first.what.slice(0, 140)}`;
}
