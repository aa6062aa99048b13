import { isEnd, type Lead, usualRetention } from "../../../lambda/lead/lead.ts";
import type { FaultScript } from "../../../stand-ins/callingly/faults.ts";
import type { Moves } from "./moves.ts";
import { violationsIn } from "./oracle.ts";
import { leadsByRef } from "./refs.ts";
import { type Line, linesAbout, toText } from "./story.ts";
import { guestName } from "./town.ts";
import type { Judgement, Violation } from "./violations.ts";
import { day, hour, type World } from "./world.ts";

/** A world that lives from beginning to end. */
export interface Plan {
  /** By this it is found again. */
  readonly name: string;
  /** @param tell whether its story is kept for reading */
  readonly create: (tell: boolean) => World;
  /** How long it lives, its settling included, in milliseconds. */
  readonly lifetimeMs: number;
  readonly judgement?: Judgement;
  /** Whether it goes on until everything that is over has been forgotten. */
  readonly livesOn?: boolean;
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
  /** The CRM that was in the world besides, and how many results it has. */
  readonly guest?: { readonly connector: string; readonly results: number };
  /** What its leads did. */
  readonly moves: Moves;
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
  const start = world.bornAt;
  return run.violations
    .map(({ kind, text, about }) => {
      const told = linesAbout(lines, about).map((line) => toText(line, start));
      return [`${plan.name}: ${kind}: ${text}`, ...told.slice(0, longestStory).map((line) => `    ${line}`)].join("\n");
    })
    .join("\n\n");
}

async function live(
  { name, create, lifetimeMs, judgement, livesOn = false }: Plan,
  tell: boolean,
): Promise<{ run: Run; world: World }> {
  const world = create(tell);
  const broken = await withStacks(tell, () => breaksOff(world, lifetimeMs));
  const violations = [...broken, ...violationsIn(world, judgement)];
  if (livesOn && violations.length === 0) violations.push(...(await withStacks(tell, () => liveOn(world))));
  world.callingly.close();
  const leads = [...world.store.allLeads(), ...world.forgotten];
  const guest = world.bridge.crm(guestName);
  const results = world.crms.recordsOf(guestName).flatMap(({ calls }) => calls).length;
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
      virtualMs: world.time.now() - world.bornAt,
      hash: world.story.hash,
      ...(guest && { guest: { connector: guest.connector, results } }),
      moves: world.moves,
      violations,
    },
  };
}

/** Something throws that is no function of the bridge, such as a stand-in: the world is one that went wrong, by its name. */
async function breaksOff({ time }: World, lifetimeMs: number): Promise<Violation[]> {
  try {
    await time.runUntil(time.now() + lifetimeMs);
    return [];
  } catch (error) {
    return [{ kind: "bug", text: `the world broke off: ${error instanceof Error ? error.message : error}`, about: [] }];
  }
}

/** Errors are many in a bad world, and their stacks cost more than they do. Only who reads the story needs them. */
async function withStacks<T>(kept: boolean, live: () => Promise<T>): Promise<T> {
  Error.stackTraceLimit = kept ? usualStack : 0;
  try {
    return await live();
  } finally {
    Error.stackTraceLimit = usualStack;
  }
}

/** Past the days of people, and past those of everything: a month apart at least, so that each is judged by itself. */
async function liveOn(world: World): Promise<Violation[]> {
  const { payloadDays, ledgerDays } = world.store.allLeads()[0]?.retention ?? usualRetention;
  const rings = world.callingly.rings.length;
  const unawaited = whoWaits(world.store.allLeads());
  const settled = world.time.now();
  for (const days of [payloadDays, ledgerDays]) {
    await world.time.runUntil(settled + (days + 8) * day);
    const violations = violationsIn(world, { aged: true });
    const late = world.callingly.rings.slice(rings).filter(({ by }) => by === "create");
    for (const { call_id } of unawaited(late))
      violations.push({
        kind: "double-ring",
        text: `call ${call_id} rang long after everything had settled`,
        about: [String(call_id)],
      });
    if (violations.length > 0) return violations;
  }
  return [];
}

type Ring = World["callingly"]["rings"][number];

/**
 * Who waits for a time, for hours or for an operator may ring yet, once each.
 * @returns what tells the rings for others, or for the second time
 */
function whoWaits(leads: readonly Lead[]): (rings: readonly Ring[]) => Ring[] {
  const waiting = leads.filter(({ state, ringsPossible }) => !isEnd(state) && ringsPossible === 0);
  const leadOf = leadsByRef(waiting);
  return (rings) => {
    const met = new Set<Lead | undefined>([undefined]);
    return rings.filter(({ crm_id, phone_number }) => {
      const lead = leadOf(crm_id, phone_number);
      return met.has(lead) || !met.add(lead);
    });
  };
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
