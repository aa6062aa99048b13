import type { FaultScript } from "../../local/callingly/faults.ts";
import { type Judgement, type Violation, violationsIn } from "./oracle.ts";
import { type Line, linesAbout, toText } from "./story.ts";
import { hour, type World } from "./world.ts";

/** A world that lives from beginning to end. */
export interface Plan {
  /** By this it is found again. */
  readonly name: string;
  /** @param tell whether its story is kept for reading */
  readonly create: (tell: boolean) => World;
  /** How long it lives, its settling included, in milliseconds. */
  readonly lifetimeMs: number;
  readonly judgement?: Judgement;
}

/** What a world came to. */
export interface Run {
  readonly name: string;
  readonly steps: number;
  readonly leads: number;
  readonly rings: number;
  readonly unknownResolved: number;
  readonly virtualMs: number;
  readonly hash: string;
  readonly violations: readonly Violation[];
}

export async function run(plan: Plan): Promise<Run> {
  return (await live(plan, false)).run;
}

/** The same run once more, with every line of its story. */
export async function replay(plan: Plan): Promise<{ run: Run; lines: readonly Line[]; world: World }> {
  const { run, world } = await live(plan, true);
  return { run, lines: world.story.lines, world };
}

/** What went wrong in a run, each with the story of the leads and calls it is about. */
export async function explain(plan: Plan, longestStory = 120): Promise<string> {
  const { run, lines, world } = await replay(plan);
  const start = world.time.now() - plan.lifetimeMs;
  return run.violations
    .map(({ kind, text, about }) => {
      const told = linesAbout(lines, about).map((line) => toText(line, start));
      return [`${plan.name}: ${kind}: ${text}`, ...told.slice(0, longestStory).map((line) => `    ${line}`)].join("\n");
    })
    .join("\n\n");
}

async function live({ name, create, lifetimeMs, judgement }: Plan, tell: boolean): Promise<{ run: Run; world: World }> {
  const world = create(tell);
  await withStacks(tell, () => world.time.runUntil(world.time.now() + lifetimeMs));
  world.callingly.close();
  const leads = world.store.allLeads();
  const resolved = leads.filter(
    ({ state, history }) =>
      (state === "placed" || state === "completed") && history.some((step) => step.state === "unknown"),
  );
  return {
    world,
    run: {
      name,
      steps: world.time.steps,
      leads: leads.length,
      rings: world.callingly.rings.length,
      unknownResolved: resolved.length,
      virtualMs: lifetimeMs,
      hash: world.story.hash,
      violations: violationsIn(world, judgement),
    },
  };
}

/** Errors are many in a bad world, and their stacks cost more than they do. Only who reads the story needs them. */
async function withStacks(kept: boolean, live: () => Promise<void>): Promise<void> {
  Error.stackTraceLimit = kept ? usualStack : 0;
  try {
    await live();
  } finally {
    Error.stackTraceLimit = usualStack;
  }
}

const usualStack = Error.stackTraceLimit;

/** Long enough for everything that waits at most a day. */
export const SETTLING_MS = 27 * hour;

/** Callingly answers a dial only when the call is over and its webhook is out. */
export const webhookFirst: FaultScript = {
  method: "POST",
  path: "/v1/calls",
  count: "always",
  commit: "before",
  replyAfterMs: 8_000,
};
