import { workers } from "../../../../lambda/lead/item.ts";
import { demoTeamId } from "../../../../stand-ins/callingly/seed.ts";
import type { Scenario, Telling } from "../scenario.ts";
import { person } from "../senders.ts";
import { day, hour, minute, type World } from "../world.ts";

/** What becomes of it all in months. */

/** Two are called, one is merged; three months later comes another, and Callingly does not answer. */
const threeMonths: Telling = {
  posts: [
    { id: "1" },
    { id: "2", at: 3 * minute },
    { id: "3", at: 5 * minute, people: [person(1)] },
    { id: "4", at: 95 * day, people: [person(2)] },
  ],
  callingly: [{ method: "POST", path: "/v1/calls", commit: "before", reply: "hang", skip: 2 }],
  webhooks: false,
  // Clocks were changed in many countries by then; other leads' calls have shown that this account's were not.
  meanwhile: [
    [
      94 * day,
      async ({ store, time }) => {
        const sure = { offsetMinutes: -240, callId: "2", shownAt: new Date(time.now()).toISOString() };
        const { revision = 0 } = (await store.clocks.find("second")) ?? {};
        await store.clocks.save({ account: "second", revision: revision + 1, sure });
      },
    ],
  ],
  judgement: { aged: true },
};

const form = { connector: "html-form", account: "main", team: demoTeamId, report: ["ledger"], group: "people" };

const stripped = ({ store }: World) => ({
  leads: store.allLeads().filter(({ strippedAt }) => strippedAt !== undefined).length,
  calls: store.allCalls().filter(({ strippedAt }) => strippedAt !== undefined).length,
});

export const ageingScenarios: readonly Scenario[] = [
  {
    ids: ["F100"],
    title: "ninety days on all people are gone from what is over, and an unclear dial is still settled",
    world: { ...threeMonths, lifetimeMs: 97 * day },
    expect: {
      rings: 3,
      leads: { completed: 3, merged: 1 },
      activities: "any",
      also: (world) => {
        const is = JSON.stringify(stripped(world));
        return is !== '{"leads":3,"calls":2}' && `stripped are ${is}`;
      },
    },
  },
  {
    ids: ["F100"],
    title: "four hundred days on nothing is left of it, and nothing waits",
    world: { ...threeMonths, lifetimeMs: (95 + 400) * day + 4 * day },
    expect: {
      rings: 3,
      leads: {},
      activities: "any",
      also: ({ store, forgotten }) =>
        (forgotten.length !== 4 && `${forgotten.length} leads are forgotten`) ||
        (store.allCalls().length > 0 && "a call is left") ||
        (workers.some((worker) => store.dueFrom(worker) < Number.POSITIVE_INFINITY) && "something waits"),
    },
  },
  {
    ids: ["F92", "F100"],
    title: "two weeks on what nobody released of a stranger's leads is over, and who asks again is called",
    world: {
      posts: [
        { source: "website", people: [{ ...person(1), phone: "(212) 155-1000" }] },
        { source: "website", at: 2 * minute, people: [person(2)] },
        { source: "website", at: 3 * minute, people: [person(3)] },
        { id: "wrong", at: 4 * minute, people: [{ ...person(4), phone: "(212) 155-1001" }] },
        { source: "website", at: 20 * day, people: [person(3)] },
      ],
      config: { sources: { website: { ...form, limits: { perHour: 1 } } }, policies: { heldDays: 14 } },
      lifetimeMs: 22 * day,
    },
    // Who sent the first is told of by number; the sender with a key of its own mends what it sent, however long it takes.
    expect: { rings: 1, leads: { cancelled: 3, completed: 1, held: 1 }, reason: "invalid-phone", activities: "any" },
  },
  {
    ids: ["F101"],
    title: "the table refuses to have a call changed for hours, and its result is told when that is over",
    world: { strikes: [{ what: "calls.save", end: "refused", times: 9 }], lifetimeMs: 12 * hour },
    expect: {},
  },
];
