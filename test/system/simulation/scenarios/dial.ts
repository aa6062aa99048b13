import type { FaultScript } from "../../../../stand-ins/callingly/faults.ts";
import type { Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { oddRetryAfter } from "../storm.ts";
import { bridgeWith, secondTeamId } from "../town.ts";
import { accountTroubles } from "../troubles.ts";
import { hour, minute, second, set } from "../world.ts";

/** From the table to the phone: what became of the one request that may ring? */

const dial = (fault: Omit<FaultScript, "method" | "path">): FaultScript => ({
  method: "POST",
  path: "/v1/calls",
  ...fault,
});

/** Nobody knows whether it rang: it did not, and a person decides. */
const neverRang = { rings: 0, leads: { review: 1 }, reason: "not-found", dials: 1 } as const;

const unclearReplies = [
  ["F27", { status: 500 }],
  ["F28", { status: 502, body: "<html>Bad Gateway</html>" }],
  ["F28", { status: 503 }],
  ["F28", { status: 504 }],
  ["F29", { status: 408 }],
  ["F29", { status: 409 }],
  ["F29", { status: 425 }],
  ["F29", { status: 499 }],
] as const;

const redirects = [301, 302, 307, 308] as const;

const oddSuccesses = [
  { status: 200, body: "<html>OK</html>" },
  { status: 200, body: "" },
  { status: 201 },
  { status: 200, body: {} },
  { status: 200, body: [] },
  { status: 202, body: { call_id: "none" } },
] as const;

const sentLater = Array.from({ length: 12 }, (_, index) => ({
  at: (1 + index) * minute,
  people: [person(index)] as const,
}));

export const dialScenarios: readonly Scenario[] = [
  {
    ids: ["F17", "F42"],
    title: "the stream delivers the lead ten times, and three ticks race it",
    world: { doorbell: [100, 101, 102, 103, 104, 500, 900, 5_000, 20_000, 70_000], workers: 3 },
    expect: { dials: 1 },
  },
  {
    ids: ["F18"],
    title: "dies when the lead is claimed, before the request leaves",
    world: { strikes: [{ what: "POST /v1/calls", end: "dies before" }] },
    expect: { ...neverRang, dials: 0 },
  },
  {
    ids: ["F19", "F21"],
    title: "dies when Callingly has rung, before we note it",
    world: { strikes: [{ what: "POST /v1/calls", end: "dies after" }] },
    expect: { dials: 1 },
  },
  {
    ids: ["F19"],
    title: "dies when Callingly has rung, and no webhook ever arrives",
    world: { strikes: [{ what: "POST /v1/calls", end: "dies after" }], webhooks: false },
    expect: { dials: 1 },
  },
  {
    ids: ["F20"],
    title: "a dial without an answer that Callingly never saw",
    world: { callingly: [dial({ commit: "never", reply: "hang" })] },
    expect: neverRang,
  },
  {
    ids: ["F21"],
    title: "a dial without an answer that rang, seen through no webhook",
    world: { callingly: [dial({ commit: "before", reply: "hang" })], webhooks: false },
    expect: { dials: 1 },
  },
  {
    ids: ["F22"],
    title: "Callingly rings 45 seconds after we gave up, when it was looked for in vain already",
    world: { callingly: [dial({ commit: { lateMs: 45 * second }, reply: "hang" })], webhooks: false },
    expect: { dials: 1 },
  },
  {
    ids: ["F23"],
    title: "the connection breaks in the middle of a success",
    world: { callingly: [dial({ commit: "before", reply: "resetAfterHeaders" })] },
    expect: { dials: 1 },
  },
  {
    ids: ["F23"],
    title: "the connection breaks before any answer",
    world: { callingly: [dial({ commit: "before", reply: "reset" })] },
    expect: { dials: 1 },
  },
  ...oddSuccesses.map(
    (reply): Scenario => ({
      ids: ["F24"],
      title: `a success that says ${JSON.stringify(reply)}`,
      world: { callingly: [dial({ commit: "before", reply })], webhooks: false },
      expect: { dials: 1 },
    }),
  ),
  {
    ids: ["F24"],
    title: "a success of half a line",
    world: { callingly: [dial({ commit: "before", reply: "garbage" })], webhooks: false },
    expect: { dials: 1 },
  },
  {
    ids: ["F25"],
    title: "no connection stands, ten times in a row",
    world: { strikes: [{ what: "POST /v1/calls", end: "refused", times: 10 }] },
    expect: { dials: 1 },
  },
  {
    ids: ["F35"],
    title: "an e-mail address that Callingly refuses: the person is called without it",
    world: {
      callingly: [
        dial({
          bodyIncludes: '"email"',
          count: "always",
          commit: "never",
          reply: { status: 422, body: { message: "The given data was invalid.", errors: { email: ["no"] } } },
        }),
      ],
    },
    expect: { dials: 2 },
  },
  ...oddRetryAfter.map(
    (value): Scenario => ({
      ids: ["F26"],
      title: `too many requests, Retry-After "${value}"`,
      world: { callingly: [dial({ commit: "never", reply: { status: 429, headers: { "retry-after": value } } })] },
      expect: { dials: 2 },
    }),
  ),
  ...unclearReplies.flatMap(([id, reply]): Scenario[] => [
    {
      ids: [id],
      title: `an answer ${reply.status} after it rang`,
      world: { callingly: [dial({ commit: "before", reply })], webhooks: false },
      expect: { dials: 1 },
    },
    {
      ids: [id],
      title: `an answer ${reply.status} although nothing rang`,
      world: { callingly: [dial({ commit: "never", reply })] },
      expect: neverRang,
    },
  ]),
  ...redirects.map(
    (status): Scenario => ({
      ids: ["F30"],
      title: `an answer ${status} to another host, after it rang`,
      world: {
        callingly: [
          dial({ commit: "before", reply: { redirect: "https://elsewhere.example/v1/calls", status: status as 307 } }),
        ],
      },
      expect: { dials: 1 },
    }),
  ),
  {
    ids: ["F34"],
    title: "the team is deleted while leads come in, and put back two hours later",
    world: {
      posts: sentLater,
      meanwhile: [
        [0, accountTroubles["team deleted"].begin],
        [2 * hour, accountTroubles["team deleted"].end],
      ],
    },
    expect: { rings: 12, leads: { completed: 12 } },
  },
  {
    ids: ["F34"],
    title: "the configuration names a team that does not exist, and is corrected",
    world: {
      config: { sources: { second: { connector: "json", account: "second", team: 999, report: ["archive"] } } },
      meanwhile: [[hour, (world) => set({ bridge: correctedBridge() })(world)]],
    },
    expect: {},
  },
  {
    ids: ["F36"],
    title: "an agency rings for its client, in the client's account",
    world: { posts: [{ source: "client-a" }] },
    expect: { also: ({ callingly }) => callingly.rings[0]?.account_id !== 11101 && "it rang elsewhere" },
  },
  {
    ids: ["F31"],
    title: "the token is revoked among the leads of one account; no other account notices",
    world: {
      posts: [...sentLater, ...sentLater.map((post) => ({ ...post, source: "client-a" as const }))],
      meanwhile: [
        [5 * minute, accountTroubles["token revoked"].begin],
        [15 * minute, accountTroubles["token revoked"].end],
      ],
      judgement: { neighbours: { accounts: ["client-a"], withinMs: 5 * second } },
    },
    expect: { rings: 24, leads: { completed: 24 } },
  },
  {
    ids: ["F40"],
    title: "every fault of the line is met by exactly one request",
    world: { posts: sentLater, callingly: [dial({ commit: "never", reply: "reset", count: "always" })] },
    expect: { rings: 0, leads: { review: 12 }, dials: 12 },
  },
  {
    ids: ["F45"],
    title: "the tick and the stream are off for a day: stale leads are held, not rung, and the CRM is told",
    world: {
      doorbell: [],
      meanwhile: [
        [0, set({ ticking: false })],
        [24 * hour, set({ ticking: true })],
      ],
    },
    expect: { rings: 0, leads: { held: 1 }, reason: "stale", activities: 1 },
  },
  ...[10, -10].map(
    (minutes): Scenario => ({
      ids: ["F46"],
      title: `every other worker's clock is ${minutes} minutes off`,
      world: {
        posts: sentLater,
        workers: 2,
        clocks: [0, minutes * minute],
        doorbell: [100, 200],
        judgement: { blurred: true },
      },
      expect: { rings: 12, leads: { completed: 12 }, activities: "any" },
    }),
  ),
  {
    ids: ["F47"],
    title: "a success that comes back just within our patience",
    world: { callingly: [dial({ commit: "before", replyAfterMs: 11 * second })] },
    expect: { dials: 1 },
  },
  {
    ids: ["F48"],
    title: "an old image of the lead comes by when it has long been dialled",
    world: { doorbell: [100, 40 * second, 2 * hour] },
    expect: { dials: 1 },
  },
];

const correctedBridge = () =>
  bridgeWith({
    sources: { second: { connector: "json", account: "second", team: secondTeamId, report: ["archive"] } },
  });
