import { offsetMs } from "../../../lambda/callingly/time.ts";
import type { Bridge } from "../../../lambda/config/bridge.ts";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { type Worker, workers } from "../../../lambda/lead/item.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";
import { type MemoryStore, memoryStore } from "../../../lambda/store/memory.ts";
import type { Callingly } from "../../../stand-ins/callingly/core.ts";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import { farCallingly } from "./callingly.ts";
import { type FarCrms, farCrms } from "./crms.ts";
import { dice } from "./dice.ts";
import { bridgeUrl, functionsOf } from "./functions.ts";
import type { Ground, LogBook } from "./instance.ts";
import { countingMoves, type Moves } from "./moves.ts";
import { type Scheduler, scheduler } from "./scheduler.ts";
import { type Story, story } from "./story.ts";
import type { Functions, Secrets } from "./surroundings.ts";
import { type Rung, withStream } from "./table.ts";
import { day, hour, minute, noon } from "./times.ts";
import {
  accountIds,
  bridgeWith,
  type ConfigChanges,
  callbackToken,
  crmsWith,
  type HouseRules,
  type SourceName,
  sourceKey,
  tokens,
  zone,
} from "./town.ts";
import { calm, type Weather } from "./weather.ts";
import type { Matter } from "./wishes.ts";

export { day, hour, minute, noon, second } from "./times.ts";

/** The whole bridge between its senders, Callingly and the CRMs, in virtual time. */
export interface World {
  readonly time: Scheduler;
  /** When it began, in milliseconds since 1970. */
  readonly bornAt: number;
  readonly story: Story;
  readonly book: LogBook;
  readonly store: MemoryStore;
  /** What leads have done so far. */
  readonly moves: Moves;
  readonly callingly: Callingly;
  readonly crms: FarCrms;
  readonly functions: Functions;
  readonly secrets: Secrets;
  weather: Weather;
  bridge: Bridge;
  /** While false the minute's tick does not come. */
  ticking: boolean;
  /** When what Callingly lists was last compared with what the bridge knows, in milliseconds since 1970. */
  comparedAt: number;
  /** How many instances each tick wakes. */
  workers: number;
  /** While false the stream delivers nothing. */
  streaming: boolean;
  /** While false requests to us meet nobody. */
  reachable: boolean;
  /** Leads that the table has forgotten, as they were then. */
  readonly forgotten: Lead[];
  /** Leads that a sender was told are accepted. */
  readonly accepted: Set<string>;
  /** Calls of which Callingly's own webhook was answered 2xx. */
  readonly heard: Set<string>;
  /** When the table saw each dial claimed, by its id: from then on the request is under way. */
  readonly claims: Map<string, Claim>;
  /** What the sources ask for besides. */
  readonly rules: HouseRules;
  /** Whether a person has agreed to be called, by the source and their number. */
  readonly agreed: Map<string, boolean>;
  /** How far the weather puts clocks out, in milliseconds. */
  readonly clockErrorMs: number;
  /** What people have said who are not to be called. */
  readonly words: Word[];
  /** What was said of when to call somebody. */
  readonly matters: Matter[];
  /** A request to us from outside; `answered` hears undefined when nobody answers. */
  request(kind: "accept" | "hear", request: HttpRequest, answered: (reply: HttpReply | undefined) => void): void;
}

/** A lead that is being dialled. */
export interface Claim {
  readonly leadId: string;
  readonly at: number;
}

/** The claim that led to a ring. */
export const claimOf = ({ id }: Lead, rangAt: number, { claims }: Pick<World, "claims">): Claim | undefined =>
  [...claims.values()].findLast(({ leadId, at }) => leadId === id && at <= rangAt);

/** What somebody has said, or had said for them, who is not to be called. */
export interface Word {
  /** E.164 */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** Whom it binds: everybody, or who calls for the business of this source. */
  readonly of: SourceName | "all";
  /** When it was said, and from when on it must count as the bridge has said so, in milliseconds since 1970. */
  readonly saidAt: number;
  countsFrom: number;
}

export interface WorldOptions {
  readonly seed?: number;
  /** When it begins, in milliseconds since 1970. */
  readonly start?: number;
  readonly config?: ConfigChanges;
  readonly switches?: SwitchChanges;
  readonly weather?: Weather;
  /** False: nobody has learned yet what the times of Callingly's API mean. */
  readonly learned?: boolean;
  /** How often Callingly's webhooks are looked after, in milliseconds. */
  readonly registerEveryMs?: number;
  /** How far the weather puts clocks out, in milliseconds. */
  readonly clockErrorMs?: number;
  /** Whether every event is kept for reading. */
  readonly tell?: boolean;
}

export function createWorld(options: WorldOptions = {}): World {
  const { seed = 1, start = noon, tell = false } = options;
  const chance = dice(seed);
  const time = scheduler(start);
  const book: LogBook = { leaks: [], bugs: [], refused: [], rights: new Set() };
  const ground: Ground = { time, story: story(tell), weather: () => world.weather, log: book };
  const { store, moves } = countingMoves(memoryStore());

  const callingly = farCallingly(ground, { random: chance.next, deliver, switches: options.switches ?? {} });
  const crms = farCrms(ground, crmsWith(options.config?.guest));
  const secrets: Secrets = {
    tokens: { ...tokens },
    crms: crms.credentials(),
    sourceKeys: (source) => [sourceKey(source)],
    suppressionSeeds: ["canary-seed"],
    callbackTokens: (account) => (world.bridge.account(account) ? [callbackToken(account)] : ["canary-of-nobody"]),
  };
  const functions = functionsOf({
    ground,
    store: withStream(
      store,
      (record) => {
        for (const delay of world.weather.doorbell()) time.after(delay, () => wake(record));
      },
      { lead: claimed, call: removed },
    ),
    callingly,
    crms,
    bridge: () => world.bridge,
    secrets,
    random: chance.next,
  });

  if (options.learned ?? true) {
    const { restClock = "account" } = options.switches ?? {};
    const offsetMinutes = offsetMs(new Date(start), restClock === "account" ? zone : restClock) / minute;
    const sure = { offsetMinutes, callId: "1", shownAt: new Date(start).toISOString() };
    for (const account of Object.keys(accountIds)) void store.clocks.save({ account, revision: 1, sure });
  }

  const world: World = {
    time,
    bornAt: start,
    story: ground.story,
    book,
    store,
    moves,
    callingly: callingly.core,
    crms,
    functions,
    secrets,
    weather: options.weather ?? calm(chance),
    bridge: bridgeWith(options.config),
    ticking: true,
    comparedAt: start,
    workers: 1,
    streaming: true,
    reachable: true,
    forgotten: [],
    accepted: new Set(),
    heard: new Set(),
    claims: new Map(),
    words: [],
    matters: [],
    rules: options.config?.rules ?? {},
    agreed: new Map(),
    clockErrorMs: options.clockErrorMs ?? 0,
    request(kind, request, answered) {
      if (!world.reachable) return void time.after(50, () => answered(undefined));
      functions[kind](request, answered);
    },
  };

  function wake(record: Rung): void {
    const id = record.for === "dial-lead" ? record.lead.id : record.call.callId;
    ground.story.tell(time.now(), "stream", `wakes ${record.for}`, world.streaming ? "" : "lost", () => [id]);
    if (world.streaming) functions.woken([record]);
  }

  function claimed({ id, state, dial }: Lead): void {
    if (state === "dialing" && dial && !world.claims.has(dial.id))
      world.claims.set(dial.id, { leadId: id, at: time.now() });
  }

  /** Who has told an agent so is on the list before the call is noted to say it. */
  function removed({ result }: Call): void {
    if (result?.outcome !== "removed" || result.phone === undefined) return;
    const { phone } = result;
    if (!world.words.some((word) => word.phone === phone && word.of === "all" && word.countsFrom <= time.now()))
      world.words.push({ phone, of: "all", saidAt: time.now(), countsFrom: time.now() });
  }

  /** Callingly's webhook on its way to us. */
  function deliver(url: string, body: unknown): Promise<number> {
    return new Promise((resolve, reject) => {
      const delay = world.weather.webhook();
      const callId = String((body as { id?: unknown }).id ?? "");
      ground.story.tell(time.now(), "callingly", "sends webhook", delay === undefined ? "lost" : "", () => [callId]);
      if (delay === undefined) return reject(new Error("lost"));
      time.after(delay, () =>
        world.request("hear", hearRequest(url, JSON.stringify(body)), (reply) => {
          if (reply?.status === 200 && /^\d+$/.test(callId)) world.heard.add(callId);
          if (reply) resolve(reply.status);
          else reject(new Error("nobody answered"));
        }),
      );
    });
  }

  keepTicking(world, options.clockErrorMs ?? 0);
  keepComparing(world);
  keepForgetting(world);
  time.after(0, () => keepRegistered(world, options.registerEveryMs ?? hour));
  return world;
}

/** The clock of the deployed bridge: every minute, for every worker that something waits for. */
function keepTicking(world: World, clockErrorMs: number, inMs = minute): void {
  const { time, store, functions } = world;
  time.after(inMs, () => {
    const asks = (worker: Worker) =>
      worker === "dial-lead" &&
      (store.allOptOuts().length > 0 ||
        store.allGates().some(({ askAt }) => askAt !== undefined) ||
        store.allLeads().some(({ heldBy }) => heldBy));
    const isDue = (worker: Worker) => store.dueFrom(worker) < time.now() + clockErrorMs || asks(worker);
    const due = world.ticking ? workers.filter(isDue) : [];
    // A sweep that would find nothing changes nothing, so it is left out.
    for (const worker of due) {
      for (let count = 0; count < world.workers; count += 1) functions.tick(worker);
    }
    keepTicking(world, clockErrorMs, due.length > 0 ? minute : minute + idleMs(world, clockErrorMs));
  });
}

/** For how many whole minutes after an idle tick the next ones find what it left: nothing happens, nothing falls due. */
function idleMs({ time, store }: World, clockErrorMs: number): number {
  const due = Math.min(...workers.map(store.dueFrom)) - clockErrorMs;
  const quietMs = Math.min(time.nextAt(), due) - time.now();
  return Math.max(Math.ceil(quietMs / minute) - 1, 0) * minute;
}

/** Once a night, as long as the clock goes. */
function keepComparing(world: World): void {
  world.time.after(day, () => {
    if (world.ticking) {
      world.functions.compare();
      world.comparedAt = world.time.now();
    }
    keepComparing(world);
  });
}

/** The table's own expiry, which takes its time. */
function keepForgetting(world: World): void {
  world.time.after(day, () => {
    world.forgotten.push(...world.store.expire(new Date(world.time.now())));
    keepForgetting(world);
  });
}

/** Callingly's webhooks are looked after by the hour, and again within a minute when that failed. */
function keepRegistered(world: World, everyMs: number, thorough = true): void {
  world.functions.register(thorough, (done) =>
    world.time.after(done ? everyMs : minute, () => keepRegistered(world, everyMs, done)),
  );
}

/** Turns something on or off, for a table of what happens when. */
export const set =
  (changes: Partial<Pick<World, "ticking" | "streaming" | "reachable" | "bridge">>) =>
  (world: World): World =>
    Object.assign(world, changes);

/** A webhook of Callingly's as it reaches the bridge. */
export function hearRequest(url: string, body: string): HttpRequest {
  const { pathname, searchParams } = new URL(url, bridgeUrl);
  const [account = "", event = "", token = ""] = pathname.split("/").slice(2);
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    query: searchParams,
    params: { account, event, token },
    body: Buffer.from(body),
  };
}
