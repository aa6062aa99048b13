import type { Lead } from "../../../../lambda/lead/lead.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import type { FaultScript } from "../../../../stand-ins/callingly/faults.ts";
import type { Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { zone } from "../town.ts";
import { accountTroubles } from "../troubles.ts";
import { hour, minute, second, type World } from "../world.ts";
import { operatorOf } from "./operator.ts";

/** Leads that wait: for their turn, for Callingly, for a person; and what the CRM hears of those that nobody calls. */

const crowd = (count: number, source: "second" | "website", everyMs: number) =>
  Array.from({ length: count }, (_, index) => ({
    at: minute + index * everyMs,
    source,
    people: [person((source === "second" ? 500 : 0) + index)] as const,
  }));

/** Seconds from acceptance to the ring, of all leads of an account, longest first. */
function waits({ store, callingly }: World, account: string): number[] {
  const rangAt = new Map(callingly.rings.map(({ crm_id, at }) => [crm_id, at]));
  return store
    .allLeads()
    .filter((lead) => lead.account === account)
    .map(
      ({ ref, receivedAt }) =>
        ((rangAt.get(ref ?? null) ?? Number.POSITIVE_INFINITY) - Date.parse(receivedAt)) / second,
    )
    .sort((a, b) => b - a);
}

const release = (world: World, lead: Lead) =>
  decideLead(lead.id, { kind: "release" }, "Robin Ashby", operatorOf(world));

/** Rings in the fullest minute. */
function mostInAMinute({ callingly }: World, accountId: number): number {
  const at = callingly.rings.filter((ring) => ring.account_id === accountId).map((ring) => ring.at);
  return Math.max(0, ...at.map((from) => at.filter((each) => each >= from && each < from + minute).length));
}

/** Callingly answers so from one moment to another. */
const answers = (fault: Omit<FaultScript, "commit">, from: number, until: number) =>
  [
    [from, ({ callingly }: World) => callingly.faults.add({ count: "always", commit: "never", ...fault })],
    [until, ({ callingly }: World) => callingly.faults.clear()],
  ] as const;

const down = { count: "always", commit: "never", reply: { status: 503 } } as const;

export const waitingScenarios: readonly Scenario[] = [
  {
    ids: ["F26"],
    title: "Callingly is busy for two seconds: nobody waits for the next minute, nor does anybody who comes later",
    world: {
      posts: crowd(8, "second", second),
      meanwhile: answers(
        { method: "POST", path: "/v1/calls", reply: { status: 429, headers: { "retry-after": "1" } } },
        minute + 2 * second,
        minute + 4 * second,
      ),
    },
    expect: {
      rings: 8,
      leads: { completed: 8 },
      also: (world) => (waits(world, "second")[0] ?? 99) > 20 && `one waited ${waits(world, "second")[0]} s`,
    },
  },
  {
    ids: ["F52"],
    title: "Callingly fails for five seconds: who was not dialled then rings within seconds of it",
    world: {
      posts: crowd(12, "second", second),
      meanwhile: answers({ reply: { status: 503 } }, minute + 2 * second, minute + 7 * second),
    },
    expect: {
      rings: 10,
      leads: { completed: 10, review: 2 },
      also: ({ callingly, bornAt }) => {
        const last = Math.max(...callingly.rings.map(({ at }) => at)) - bornAt;
        return last > minute + 27 * second && `the last rang ${last / second} s after the beginning`;
      },
    },
  },
  {
    ids: ["F51"],
    title: "one account sends 300 leads at once; another one's lead rings within a minute all the same",
    world: {
      posts: [...crowd(300, "website", 10), { at: minute + 5 * second, source: "second" }],
      config: { policies: { staleAfterHours: 24 } },
    },
    expect: {
      rings: 301,
      leads: { completed: 301 },
      activities: "any",
      also: (world) => (waits(world, "second")[0] ?? 99) > 60 && `it waited ${waits(world, "second")[0]} s`,
    },
  },
  {
    ids: ["F50"],
    title: "calls are paused while 200 leads come in; let go, they leave at the pace and not all at once",
    world: {
      posts: crowd(200, "second", second),
      meanwhile: [
        [0, ({ store }) => store.gates.close({ on: "everything", reason: "paused", closedAt: "2026-03-10", tries: 0 })],
        [
          hour,
          ({ store }) => store.gates.open({ on: "everything", reason: "paused", closedAt: "2026-03-10", tries: 0 }),
        ],
      ],
    },
    expect: {
      rings: 200,
      leads: { completed: 200 },
      also: (world) => mostInAMinute(world, 12001) > 66 && `${mostInAMinute(world, 12001)} rang within a minute`,
    },
  },
  {
    ids: ["F52"],
    title: "Callingly fails for six hours: a few dials lose their certainty, all others wait and ring afterwards",
    world: {
      posts: crowd(36, "second", 10 * minute),
      meanwhile: [
        [0, ({ callingly }) => callingly.faults.add(down)],
        [6 * hour, ({ callingly }) => callingly.faults.clear()],
      ],
    },
    expect: {
      rings: 34,
      leads: { completed: 34, review: 2 },
      also: ({ store }) => store.allGates().length > 0 && "a gate is left",
    },
  },
  {
    ids: ["F52"],
    title: "Callingly is down for a night: who waited too long is held, and the CRM is told",
    world: {
      posts: crowd(3, "second", hour),
      meanwhile: [
        [0, ({ callingly }) => callingly.faults.add({ ...down, reply: "reset" })],
        [14 * hour, ({ callingly }) => callingly.faults.clear()],
      ],
      strikes: [{ what: "POST /v1/calls", end: "refused", times: 1000 }],
    },
    expect: { rings: 0, leads: { held: 3 }, reason: "stale", activities: 3 },
  },
  {
    ids: ["F31", "F33"],
    title: "an agency's client may not call for an hour: its leads wait, the other client's do not",
    world: {
      posts: [{ source: "client-a" }, { source: "client-b", people: [person(1)], at: 2 * minute }],
      meanwhile: [
        [0, accountTroubles["account closed"].begin],
        [hour, accountTroubles["account closed"].end],
      ],
    },
    expect: {
      rings: 2,
      leads: { completed: 2 },
      also: (world) => (waits(world, "client-b")[0] ?? 99) > 10 && "the other client's lead waited",
    },
  },
  {
    ids: ["F17"],
    title: "a right to ring is given back so late that a person has had the lead called meanwhile",
    world: {
      posts: [{ id: "1" }, { id: "2", at: 3 * minute }],
      callingly: [
        {
          method: "POST",
          path: "/v1/calls",
          commit: "never",
          reply: { status: 422, body: { message: "Invalid.", errors: { category: ["Too long."] } } },
        },
      ],
      strikes: [{ what: "phones.find", end: "well", afterMs: 55 * second }],
      meanwhile: [
        [minute + 2 * second, (world) => world.store.allLeads().map((lead) => release(world, lead))],
        [minute + 30 * second, ({ functions }) => functions.tick("dial-lead")],
      ],
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: "any" },
  },
  {
    ids: ["F35"],
    title: "Callingly refuses a phone: the lead ends, and the CRM is told why",
    world: {
      callingly: [
        {
          method: "POST",
          path: "/v1/calls",
          commit: "never",
          reply: {
            status: 422,
            body: { message: "Invalid.", errors: { phone_number: ["This is not a valid number."] } },
          },
        },
      ],
    },
    expect: { rings: 0, leads: { failed: 1 }, activities: 1 },
  },
  {
    ids: ["F71"],
    title: "a call never ends: after three days the CRM is told that nothing was heard",
    world: { switches: { outcomeWeights: { endless: 1 } as never }, lifetimeMs: 80 * hour },
    expect: { rings: 1, leads: { completed: 1 }, activities: 1 },
  },
  {
    ids: ["F72"],
    title: "no webhook ever arrives: polls find each first call, and the night every call that a team made again",
    world: {
      switches: { outcomeWeights: { missed: 1, contacted: 1 } },
      posts: crowd(10, "second", minute),
      webhooks: false,
      lifetimeMs: 60 * hour,
    },
    expect: {
      rings: 10,
      leads: { completed: 10 },
      activities: "any",
      also: ({ callingly, crms }) =>
        crms.activities().length !== callingly.rings.length &&
        `${callingly.rings.length} calls rang and ${crms.activities().length} are told`,
    },
  },
  {
    ids: ["F20"],
    title: "where the operator prefers a second ring to none, it is made once, after every look-up was empty",
    world: {
      config: { accounts: { second: { timeZone: zone, whenUnproven: "redial" } } },
      callingly: [{ method: "POST", path: "/v1/calls", commit: "never", reply: "reset" }],
    },
    expect: { rings: 1, leads: { completed: 1 }, dials: 2 },
  },
];
