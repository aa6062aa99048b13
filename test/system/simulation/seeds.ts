import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";
import { type AppointmentPlan, book, drawAppointments, noAppointments } from "./appointments.ts";
import { type AskPlan, drawAsks, noAsks, sendAsking, sourcesOfAsks } from "./asked-times.ts";
import { diarySources } from "./diaries.ts";
import { type Dice, dice } from "./dice.ts";
import { drawGuest, enter, type GuestPlan, host } from "./guests.ts";
import { drawHouseRules, tick } from "./house-rules.ts";
import { calledByHand } from "./older-calls.ts";
import { drawOperators, operate } from "./operators.ts";
import { drawOptOut, drawOptOuts, noOptOuts, type OptOutPlan, optOut } from "./opt-outs.ts";
import { drawPlanned, type PlannedPlan, planCalls, sourcesOfPlanned } from "./planned-calls.ts";
import { drawPosts } from "./posts.ts";
import { drawRarities, goAndComeBack, noRarities, type Rarities, robotsOf, sourcesOf } from "./rarities.ts";
import { type Plan, SETTLING_MS } from "./run.ts";
import { send } from "./senders.ts";
import { type Storm, stormy } from "./storm.ts";
import {
  type AccountName,
  accountIds,
  accountOfSource,
  bridgeWith,
  type ConfigChanges,
  type HouseRules,
  zone,
} from "./town.ts";
import { accountTroubles, meddle, plan, planSome, type Trouble } from "./troubles.ts";
import { createWorld, day, hour, minute, noon, second, type World } from "./world.ts";

/** Worlds drawn by lot: whoever has the seed has the world. */

export interface Size {
  /** Leads in a world, about. */
  readonly leads?: number | undefined;
  /** Over how many days they come, at most. */
  readonly days?: number | undefined;
}

/** One in so many worlds goes on until everything that is over has been forgotten. */
const LIVES_ON = 12;

export const seedPlan = (seed: number, size: Size = {}): Plan => {
  const drawn = drawWorld(dice(seed * 2_654_435_761), size);
  return {
    name: String(seed),
    create: (tell) => createDrawn(seed, drawn, tell),
    lifetimeMs: drawn.lengthMs + SETTLING_MS,
    livesOn: seed % LIVES_ON === 0,
    judgement: {
      blurred: drawn.blurred,
      ...(drawn.account && { neighbours: { accounts: others(drawn.account), withinMs: 3 * minute } }),
    },
  };
};

interface Drawn {
  readonly seed: number;
  readonly storm: Storm;
  readonly switches: SwitchChanges;
  readonly troubles: number;
  readonly meddling: number;
  /** Only one account is in trouble, and nothing else goes wrong. */
  readonly account: AccountName | undefined;
  readonly leads: number;
  readonly lengthMs: number;
  readonly phoneWindowHours: number;
  /** When the operator gives the accounts other names. */
  readonly renamedAfterMs: number | undefined;
  /** Whether it is known what Callingly's times mean. */
  readonly learned: boolean;
  /** Whether the second account's owner wants a call where none is found. */
  readonly redials: boolean;
  readonly blurred: boolean;
  readonly rarities: Rarities;
  readonly guest: GuestPlan | undefined;
  readonly optOuts: OptOutPlan;
  readonly rules: HouseRules;
  readonly asks: AskPlan;
  readonly appointments: AppointmentPlan;
  readonly planned: PlannedPlan | undefined;
  readonly operators: number;
}

const others = (account: AccountName) => Object.keys(accountIds).filter((name) => name !== account);

function drawWorld(chances: Dice, { leads, days = 3 }: Size): Drawn {
  const { chance, between, pick } = chances;
  const level = () => pick([0, 0, 0, 0.01, 0.03, 0.1, 0.25]);
  const isNeighbourly = chance(0.1);
  const clockErrorMs = chance(0.15) ? pick([2 * minute, 10 * minute]) : 0;
  const storm: Storm = {
    table: level(),
    secret: level() / 4,
    line: level(),
    callingly: level(),
    crm: level(),
    crmRefusal: level(),
    death: level() / 3,
    doorbell: level() * 2,
    webhook: level() * 2,
    clockErrorMs,
  };
  const none: Storm = {
    table: 0,
    secret: 0,
    line: 0,
    callingly: 0,
    crm: 0,
    crmRefusal: 0,
    death: 0,
    doorbell: 0,
    webhook: 0,
    clockErrorMs: 0,
  };
  const switches = drawSwitches(chances);
  const learned = isNeighbourly || chance(0.6);
  const trouble = isNeighbourly ? pick(Object.values<Trouble>(accountTroubles)) : undefined;
  const seed = between(1, 2 ** 31);
  const drawn = {
    seed,
    storm: isNeighbourly ? none : storm,
    switches: isNeighbourly ? {} : switches,
    troubles: isNeighbourly || chance(0.4) ? 0 : between(1, 3),
    meddling: isNeighbourly || chance(0.5) ? 0 : between(1, 20),
    account: trouble?.account,
    leads: leads ?? pick([10, 30, 60, 120, 250]),
    lengthMs: chance(0.15) ? between(day, Math.max(days, 1) * day) : between(hour, 8 * hour),
    phoneWindowHours: pick([24, 24, 6]),
    renamedAfterMs: chance(0.2) ? between(10 * minute, hour) : undefined,
    learned,
    redials: chance(0.5),
    blurred: !isNeighbourly && (clockErrorMs > 0 || switches.restClock !== undefined || !learned),
  };
  // By dice of their own, so that a world without them is the one it was.
  if (isNeighbourly) return { ...drawn, ...nothingBesides };
  const rarities = drawRarities(dice(seed + 2), drawn.lengthMs);
  const planned = drawPlanned(dice(seed + 13));
  const guest = drawGuest(dice(seed + 3), drawn.lengthMs);
  const optOuts = drawOptOuts(dice(seed + 5));
  return {
    ...drawn,
    rarities,
    // Nobody merges the people of calls that are planned.
    guest: planned ? { ...guest, connector: planned.connector, mergesAtMs: [] } : guest,
    optOuts,
    planned,
    operators: drawOperators(dice(seed + 15)),
    rules: drawHouseRules(dice(seed + 7), optOuts.own),
    asks: drawAsks(dice(seed + 9)),
    appointments: drawAppointments(dice(seed + 11)),
  };
}

const nothingBesides = {
  rarities: noRarities,
  guest: undefined,
  optOuts: noOptOuts,
  rules: {},
  asks: noAsks,
  appointments: noAppointments,
  planned: undefined,
  operators: 0,
} as const;

/** What is not known about Callingly, as it might be. */
function drawSwitches({ chance, pick, between }: Dice): SwitchChanges {
  const maybe = <T extends SwitchChanges>(changes: () => T): SwitchChanges => (chance(0.15) ? changes() : {});
  return {
    outcomeWeights: {
      contacted: 14,
      voicemail: 3,
      missed: 2,
      busy: 0.5,
      unanswered: 0.5,
      ignored: 0.3,
      removed: 0.3,
      error: 0.2,
    },
    ...maybe(() => ({ createCallAnswer: pick(["call", "empty"]) })),
    ...maybe(() => ({ createdStatus: 201 as const })),
    ...maybe(() => ({ crmIdEcho: false })),
    ...maybe(() => ({ crmIdOnUpsert: "keep" as const })),
    ...maybe(() => ({ duplicatePhones: "new-lead" as const })),
    ...maybe(() => ({ unknownTeam: 404 as const })),
    ...maybe(() => ({ emptyRelations: pick(["array", "null", "object"]) })),
    ...maybe(() => ({ paginatorKeys: true })),
    ...maybe(() => ({ visibilityDelayMs: pick([20 * second, 90 * second]) })),
    ...maybe(() => ({ pageDrift: pick([1, 2, -1]) })),
    ...maybe(() => ({ deliveryCopies: pick([0, 2, 3, 5]) })),
    ...maybe(() => ({ deliveryOrder: "swapped" as const })),
    ...maybe(() => ({ deliveryRetries: between(1, 5), deliveryRetryMs: minute })),
    ...maybe(() => ({ redeliverWhenReady: true })),
    ...maybe(() => ({ rateLimitPerMinute: pick([20, 60]) })),
    ...(chance(0.25) && {
      restClock: pick([
        "UTC",
        "America/Los_Angeles",
        "America/Chicago",
        "Asia/Tokyo",
        "Asia/Kathmandu",
        "Europe/London",
      ]),
    }),
    ...(chance(0.05) && { speed: 10 }),
  };
}

function createDrawn(seed: number, drawn: Drawn, tell: boolean): World {
  const { lengthMs, storm } = drawn;
  const chances = dice(drawn.seed);
  const start = noon + (seed % 24) * hour;
  const config: ConfigChanges = {
    policies: {
      phoneWindowHours: drawn.phoneWindowHours,
      payloadDays: 16,
      ledgerDays: 60,
      heldDays: 5,
      consentDays: 60,
    },
    ...(drawn.redials && { accounts: { second: { timeZone: zone, whenUnproven: "redial" as const } } }),
    sources: {
      ...sourcesOf(drawn.rarities),
      ...sourcesOfAsks(drawn.asks),
      ...(drawn.appointments.share > 0 && diarySources),
      ...sourcesOfPlanned(drawn.planned),
    },
    rules: drawn.rules,
    guest: drawn.guest && { connector: drawn.guest.connector, source: drawn.guest.source },
  };
  const world: World = createWorld({
    seed,
    start,
    tell,
    config,
    learned: drawn.learned,
    switches: drawn.switches,
    clockErrorMs: storm.clockErrorMs,
    registerEveryMs: chances.pick([hour, 6 * hour, day, day]),
    weather: stormy(storm, dice(drawn.seed + 1), () => world.time.now() - start > lengthMs),
  });
  let current = config;
  const reconfigure = (changes: ConfigChanges) => {
    current = { ...current, ...changes };
    world.bridge = bridgeWith(current);
  };
  if (drawn.renamedAfterMs !== undefined) world.time.after(drawn.renamedAfterMs, () => reconfigure({ renamed: true }));
  goAndComeBack(world, drawn.rarities, reconfigure);
  for (const robot of robotsOf(drawn.rarities)) send(world, robot);
  const guestDice = dice(drawn.seed + 4);
  if (drawn.guest) host(world, drawn.guest, guestDice);
  const wordDice = dice(drawn.seed + 6);
  const boxDice = dice(drawn.seed + 8);
  const askDice = dice(drawn.seed + 10);
  world.workers = chances.pick([1, 1, 2, 3]);
  for (const post of drawPosts(world, { ...drawn, isCalm: drawn.account !== undefined }, chances)) {
    if (drawn.guest?.source === post.source) enter(world, drawn.guest, post, guestDice);
    const ticked = tick(world, { ...post, at: Math.min(post.at, lengthMs) }, drawn.rules, boxDice);
    sendAsking(world, ticked, drawn.asks, askDice);
    const word = drawOptOut(post, drawn.optOuts, wordDice);
    if (word) optOut(world, { ...word, at: Math.min(word.at, lengthMs) });
    const account = accountOfSource[post.source];
    const [who] = post.people;
    if (drawn.account === undefined && (account === "main" || account === "second") && who && chances.chance(0.15)) {
      const ago = chances.pick([3 * minute, 20 * minute, hour, 4 * hour, 9 * hour, day]);
      world.time.after(second, () => calledByHand(account, who.phone, ago)(world));
    }
  }
  book(world, drawn.appointments, drawn, dice(drawn.seed + 12));
  planCalls(world, drawn.planned, drawn, dice(drawn.seed + 14));
  operate(world, drawn.operators, lengthMs, dice(drawn.seed + 16));
  planSome(world, drawn.troubles, lengthMs, chances);
  if (drawn.account) {
    const ofAccount = Object.entries<Trouble>(accountTroubles).filter(([, { account }]) => account === drawn.account);
    const [name, trouble] = chances.pick(ofAccount);
    plan(world, name, trouble, 10 * minute, lengthMs - 10 * minute);
  }
  for (let each = 0; each < drawn.meddling; each += 1) {
    world.time.after(chances.between(0, lengthMs), () => meddle(world, chances));
  }
  return world;
}
