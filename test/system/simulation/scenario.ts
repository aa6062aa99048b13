import type { LeadState } from "../../../lambda/lead/lead.ts";
import type { Reason } from "../../../lambda/lead/reasons.ts";
import type { FaultScript } from "../../../stand-ins/callingly/faults.ts";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import type { Refusal } from "../../../stand-ins/kit/crm.ts";
import { dice } from "./dice.ts";
import type { Moves } from "./moves.ts";
import { violationsIn } from "./oracle.ts";
import { SETTLING_MS } from "./run.ts";
import { type Post, person, send } from "./senders.ts";
import type { ConfigChanges } from "./town.ts";
import type { Judgement, Violation, ViolationKind } from "./violations.ts";
import { calm, type End, type Weather } from "./weather.ts";
import { createWorld, minute, type World } from "./world.ts";

/** A world told in a few lines: what goes wrong in it, and what must come of it all the same. */
export interface Scenario {
  /** Rows of the catalogue of faults, if it is about any. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly world: Telling;
  readonly expect: Expectation;
}

export interface Telling {
  /** Default: one person asks to be called, through the door of the second account. */
  readonly posts?: readonly Partial<Post>[];
  /** Misfortunes of single requests at Callingly, in its stand-in's own language. */
  readonly callingly?: readonly FaultScript[];
  /** Misfortunes of single I/O of ours. */
  readonly strikes?: readonly Strike[];
  /** How the CRM refuses, one request after the other; then it is well. */
  readonly crm?: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[];
  readonly switches?: SwitchChanges;
  readonly config?: ConfigChanges;
  /** As {@link createWorld} has it. */
  readonly learned?: boolean;
  readonly workers?: number;
  /** When the stream delivers each record, in milliseconds; an empty list loses it. */
  readonly doorbell?: readonly number[];
  /** False: every webhook is lost. Or how long each is under way, one after the other, in milliseconds. */
  readonly webhooks?: false | readonly number[];
  /** How far the clocks of function instances are off, one instance after the other. */
  readonly clocks?: readonly number[];
  /** What happens besides, by the time since the beginning. */
  readonly meanwhile?: readonly (readonly [atMs: number, act: (world: World) => unknown])[];
  readonly lifetimeMs?: number;
  readonly judgement?: Judgement;
}

export interface Strike {
  /** As {@link Weather} names it, e.g. `leads.add` or `POST /v1/calls`; the beginning is enough. */
  readonly what: string;
  readonly end: End;
  /** Of those that fit, how many are let pass first, and how many are struck. */
  readonly skip?: number;
  readonly times?: number;
  /** How long it takes, in milliseconds; default: as usual. */
  readonly afterMs?: number;
}

export interface Expectation {
  /** Phones that rang because of us, redials of the team left out. Default: 1. */
  readonly rings?: number | "any";
  /** Leads by state. Default: one is completed. */
  readonly leads?: Readonly<Partial<Record<LeadState, number>>> | "any";
  /** The reason of every lead that waits. */
  readonly reason?: Reason;
  /** Activities in all CRMs. Default: as many as rings. */
  readonly activities?: number | "any";
  /** Dials that Callingly saw. */
  readonly dials?: number;
  /** Whatever else must hold. @returns what does not */
  readonly also?: (world: World) => string | undefined | false;
}

/** What does not hold in a scenario: what the oracle says of any world, or what was to come of this one. */
export interface Disappointment extends Pick<Violation, "text"> {
  readonly kind: ViolationKind | "expectation";
}

/** What a scenario came to. */
export interface Told {
  /** None when all is well. */
  readonly problems: readonly Disappointment[];
  readonly moves: Moves;
}

export async function runScenario({ world: telling, expect }: Scenario): Promise<Told> {
  const world = tell(telling);
  await world.time.runUntil(world.time.now() + (telling.lifetimeMs ?? SETTLING_MS));
  const problems = [
    ...disappointments(world, expect).map((text) => ({ kind: "expectation" as const, text })),
    ...violationsIn(world, telling.judgement),
  ];
  return { problems, moves: world.moves };
}

const disappointments = (
  world: World,
  { rings = 1, leads = { completed: 1 }, reason, activities = rings, dials, also }: Expectation,
): string[] => {
  const stored = world.store.allLeads();
  const states: Record<string, number> = {};
  for (const { state } of stored) states[state] = (states[state] ?? 0) + 1;
  const reasons = [
    ...new Set(
      stored
        .filter(({ dueAt, expiresAt }) => dueAt !== undefined && expiresAt === undefined)
        .map((lead) => lead.reason),
    ),
  ];
  const seen = {
    rings: rings === "any" ? rings : world.callingly.rings.filter(({ by }) => by === "create").length,
    leads: leads === "any" ? leads : sorted(states),
    ...(reason && { reasons }),
    activities: activities === "any" ? activities : world.crms.activities().length,
    ...(dials !== undefined && {
      dials: world.callingly.requests.filter(({ method, path }) => method === "POST" && path === "/v1/calls").length,
    }),
  };
  const wanted = {
    rings,
    leads: leads === "any" ? leads : sorted(leads),
    ...(reason && { reasons: [reason] }),
    activities,
    ...(dials !== undefined && { dials }),
  };
  const [is, should] = [JSON.stringify(seen), JSON.stringify(wanted)];
  const more = also?.(world);
  return [...(is === should ? [] : [`it came to ${is}, not ${should}`]), ...(more ? [more] : [])];
};

const sorted = (counts: object) => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Calls to this person end as the stand-in's first script says: they are reached. */
export const dana = person(0, 0);

function tell(telling: Telling): World {
  const world = createWorld({
    registerEveryMs: SETTLING_MS,
    weather: weatherOf(telling),
    switches: { outcomeWeights: { contacted: 1 }, ...telling.switches },
    config: telling.config ?? {},
    learned: telling.learned ?? true,
    clockErrorMs: Math.max(0, ...(telling.clocks ?? []).map(Math.abs)),
  });
  world.workers = telling.workers ?? 1;
  for (const fault of telling.callingly ?? []) world.callingly.faults.add(fault);
  for (const post of telling.posts ?? [{}]) {
    send(world, { at: minute, source: "second", people: [dana], tries: 20, ...post });
  }
  for (const [at, act] of telling.meanwhile ?? []) world.time.after(at, () => act(world));
  return world;
}

function weatherOf({ strikes = [], crm = [], doorbell, webhooks, clocks = [] }: Telling): Weather {
  const fair = calm(dice(1));
  const left = strikes.map(({ skip = 0, times = 1, ...strike }) => ({ ...strike, skip, times }));
  const refusals = crm.map(({ status, headers = {} }): Refusal => {
    const answer = { status, headers, body: Buffer.alloc(0) };
    return { what: `answers ${status}`, means: status === 429 ? "wait" : "person", answer };
  });
  const delays = [...(webhooks || [])];
  let instances = 0;
  return {
    ...fair,
    fateOf(step) {
      const fate = fair.fateOf(step);
      const strike = left.find(({ what, times }) => times > 0 && step.what.startsWith(what));
      if (strike === undefined) return fate;
      if (strike.skip > 0) {
        strike.skip -= 1;
        return fate;
      }
      strike.times -= 1;
      return { afterMs: strike.afterMs ?? fate.afterMs, end: strike.end };
    },
    doorbell: () => doorbell ?? fair.doorbell(),
    webhook: () => (webhooks === false ? undefined : (delays.shift() ?? fair.webhook())),
    crm: () => refusals.shift(),
    clockError: () => clocks[instances++ % clocks.length] ?? 0,
  };
}
