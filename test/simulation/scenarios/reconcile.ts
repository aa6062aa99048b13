import { settleRestored } from "../../../lambda/settle-restored.ts";
import type { FaultScript } from "../../../local/callingly/faults.ts";
import { dana, type Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { accountIds, secondTeamId, zone } from "../town.ts";
import { day, hour, minute, second, type World } from "../world.ts";

/** What is concluded from looking, when nobody knows whether it rang. */

const unanswered: FaultScript = { method: "POST", path: "/v1/calls", commit: "before", reply: "hang" };
const neverSeen: FaultScript = { ...unanswered, commit: "never" };
const forPerson = { rings: 0, leads: { review: 1 }, reason: "not-found" } as const;

/** The person was called a while before we existed, by hand. */
const calledBefore = (world: World): void => {
  const { records } = world.callingly;
  const e164 = `+1${dana.phone.replace(/\D/g, "")}`;
  world.callingly.handle({
    method: "POST",
    path: "/v1/calls",
    query: {},
    headers: { authorization: `Bearer canary-second-token`, accept: "application/json" },
    body: JSON.stringify({ team_id: secondTeamId, phone_number: e164, first_name: "Canary", last_name: "Before" }),
  });
  const call = records.all("call").at(-1);
  if (call)
    world.callingly.act((there) =>
      there.records.put("call", { ...call, started_at: call.started_at - 3 * day, next: null, status: "completed" }),
    );
  world.callingly.act((there) => {
    for (const ring of there.records.all("ring")) there.records.remove("ring", ring.id);
  });
};

/** The table as it was, after so long; and what the operator's command then notes on what is in it. */
const putBack = (takenAt: number, restoredAt: number): NonNullable<Scenario["world"]["meanwhile"]> => {
  const backups = new WeakMap<World, () => void>();
  return [
    [takenAt, (world) => void backups.set(world, world.store.backup())],
    [
      restoredAt,
      async (world) => {
        const { store, bridge, time } = world;
        backups.get(world)?.();
        const now = () => new Date(time.now());
        const to = new Date(time.now() - restoredAt + takenAt).toISOString();
        let ids = 0;
        const deps = { bridge, store, now, newId: () => `restored-${++ids}` };
        for (const lead of store.allLeads()) await settleRestored(lead, { to, at: now().toISOString() }, deps);
      },
    ],
  ];
};

export const reconcileScenarios: readonly Scenario[] = [
  {
    ids: ["F102"],
    title: "the table is put back to before the dial: the call is found, and neither phone nor CRM hears of it twice",
    world: {
      posts: [{ id: "1" }, { id: "2", source: "script", people: [person(7)] }],
      doorbell: [],
      meanwhile: putBack(minute + 20 * second, 20 * minute),
    },
    expect: { rings: 2, leads: { completed: 2 }, activities: "any" },
  },
  {
    ids: ["F102"],
    title:
      "the table is put back, and the person asks again: nobody rings before it is known what came of the first lead",
    world: {
      doorbell: [],
      posts: [{ id: "1" }, { id: "again", at: 21 * minute }],
      meanwhile: putBack(minute + 20 * second, 20 * minute),
    },
    expect: { rings: 1, leads: { completed: 1, merged: 1 }, activities: "any" },
  },
  {
    ids: ["F102"],
    title: "the table is put back, and Callingly shows no call: a person decides, whatever the account's policy",
    world: {
      doorbell: [],
      callingly: [{ ...neverSeen }],
      config: { accounts: { second: { timeZone: zone, whenUnproven: "redial" } } },
      meanwhile: putBack(minute + 20 * second, 3 * minute),
    },
    expect: { rings: 0, leads: { review: 1 }, reason: "not-found", dials: 1 },
  },
  {
    ids: ["F56"],
    title: "an old call to the same phone is no evidence",
    world: { meanwhile: [[10 * second, calledBefore]], callingly: [{ ...neverSeen, skip: 1 }], webhooks: false },
    expect: forPerson,
  },
  {
    ids: ["F57"],
    title: "two leads of unknown fate with one phone and one call",
    world: {
      config: { policies: { phoneWindowHours: 0.2 } },
      posts: [{ id: "1" }, { id: "2", at: 13 * minute }],
      callingly: [neverSeen, { ...unanswered }],
      webhooks: false,
    },
    expect: { rings: 1, leads: { completed: 1, review: 1 } },
  },
  ...(
    [
      ["America/Los_Angeles", { leads: { review: 1 }, activities: 0 }],
      ["UTC", {}],
      ["Asia/Tokyo", {}],
    ] as const
  ).map(
    ([restClock, expect]): Scenario => ({
      ids: ["F58"],
      title: `times without zone mean ${restClock}, and we think they mean New York`,
      world: { switches: { restClock }, callingly: [unanswered], webhooks: false, judgement: { blurred: true } },
      expect,
    }),
  ),
  {
    ids: ["F58"],
    title: "the date changes between the dial and the look-up, the list is empty of relations, and pages drift",
    world: {
      posts: [{ at: 11 * hour + 59 * minute + 55 * second }],
      switches: { listRelations: "empty", emptyRelations: "array", pageDrift: 1 },
      callingly: [unanswered],
      webhooks: false,
    },
    expect: {},
  },
  ...([{ status: 429 }, { status: 500 }, "hang", "garbage", { status: 200, body: "<html>Sorry</html>" }] as const).map(
    (reply): Scenario => ({
      ids: ["F59"],
      title: `a look-up that is answered by ${JSON.stringify(reply)} never counts as absence`,
      world: {
        callingly: [neverSeen, { method: "GET", path: "/v1/leads", count: "always", commit: "never", reply }],
        lifetimeMs: 20 * hour,
      },
      expect: { rings: 0, leads: { unknown: 1 }, reason: "no-answer" },
    }),
  ),
  {
    ids: ["F60", "F22"],
    title: "the call is listed only 90 seconds after it rang",
    world: { callingly: [unanswered], switches: { visibilityDelayMs: 90 * second }, webhooks: false },
    expect: {},
  },
  {
    ids: ["F73"],
    title: "somebody deletes the webhook at Callingly, and some are left of a former address",
    world: {
      posts: [{ at: 28 * hour }],
      lifetimeMs: 60 * hour,
      meanwhile: [
        [
          hour,
          ({ callingly }) =>
            callingly.act(({ records }) => {
              const ours = records.all("webhook").find(({ account_id }) => account_id === accountIds.second);
              if (!ours) return;
              records.put("webhook", { ...ours, id: 9_001 });
              records.put("webhook", { ...ours, id: 9_002, target_url: ours.target_url.replace("bridge.", "former.") });
              records.remove("webhook", ours.id);
            }),
        ],
      ],
    },
    expect: {
      also: ({ callingly }) =>
        callingly.records.all("webhook").filter(({ account_id }) => account_id === accountIds.second).length !== 1 &&
        "there is not exactly one webhook",
    },
  },
];
