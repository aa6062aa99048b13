import { settleRestored } from "../../../../lambda/steps/reconcile/settle-restored.ts";
import type { FaultScript } from "../../../../stand-ins/callingly/faults.ts";
import { calledByHand, callsByHand, halfDone } from "../older-calls.ts";
import { dana, type Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { accountIds, roofTeamId, zone } from "../town.ts";
import { tellsFalsely } from "../troubles.ts";
import { day, hour, minute, second, type World } from "../world.ts";

/** What is concluded from looking, when nobody knows whether it rang. */

const unanswered: FaultScript = { method: "POST", path: "/v1/calls", commit: "before", reply: "hang" };
const neverSeen: FaultScript = { ...unanswered, commit: "never" };
const forPerson = { rings: 0, leads: { review: 1 }, reason: "not-found" } as const;

/** Nobody knows yet what the times of Callingly's API mean, and the owner wants a call where none is found. */
const unlearned = {
  learned: false,
  config: { accounts: { second: { timeZone: zone, whenUnproven: "redial" } } },
} as const;
const missed = { outcome: "missed" } as const;
const forSeveral = { leads: { review: 1 }, reason: "several-calls" } as const;

const pause = { on: "everything", reason: "paused", closedAt: "2026-03-10", tries: 0 } as const;

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
    ids: ["F102"],
    title:
      "the table is put back to when a pause held the lead, which has rung since: its call is found, and none made",
    world: {
      meanwhile: [
        [0, ({ store }) => store.gates.close(pause)],
        ...putBack(2 * minute, 20 * minute),
        [3 * minute, ({ store }) => store.gates.open(pause)],
      ],
    },
    expect: { activities: "any" },
  },
  {
    ids: ["F56"],
    title: "an old call to the same phone is no evidence",
    world: {
      meanwhile: [[10 * second, calledByHand("second", dana.phone, 3 * day)]],
      callingly: [{ ...neverSeen, skip: 1 }],
      webhooks: false,
    },
    expect: forPerson,
  },
  ...["America/New_York", "UTC", "America/Los_Angeles", "Asia/Tokyo"].map(
    (restClock): Scenario => ({
      ids: ["F56"],
      title: `a call from twenty minutes before, in times that mean ${restClock}, of which we think that they mean New York`,
      world: {
        ...unlearned,
        switches: { restClock },
        meanwhile: [[10 * second, calledByHand("second", dana.phone, 20 * minute)]],
        callingly: [{ ...neverSeen, skip: 1 }],
        webhooks: false,
      },
      expect: { ...forSeveral, rings: 0 },
    }),
  ),
  {
    ids: ["F56"],
    title: "a call from twenty minutes before, where two leads' calls have shown what the times mean",
    world: {
      switches: { restClock: "UTC" },
      meanwhile: [[10 * second, calledByHand("second", dana.phone, 20 * minute)]],
      callingly: [{ ...neverSeen, skip: 1 }],
      webhooks: false,
    },
    expect: forPerson,
  },
  {
    ids: ["F56", "F04"],
    title:
      "a business's team called by hand minutes before its dial, which never arrived, whom another business had rung",
    world: {
      posts: [{ source: "script" }, { source: "roof", at: 23 * minute }],
      meanwhile: [[25 * minute, calledByHand("main", dana.phone, 5 * minute, roofTeamId)]],
      callingly: [{ ...neverSeen, skip: 1 }],
    },
    expect: { rings: 1, leads: { completed: 1, review: 1 }, reason: "not-found", activities: 2 },
  },
  {
    ids: ["F56", "F58"],
    title: "a call from an hour before stands beside that of the dial, and a webhook names the one",
    world: {
      ...unlearned,
      switches: { restClock: "UTC" },
      meanwhile: [[10 * second, calledByHand("second", dana.phone, hour)]],
      callingly: [{ ...unanswered, skip: 1 }],
    },
    expect: {},
  },
  ...([true, false] as const).flatMap((learned): Scenario[] => {
    const known = learned ? {} : unlearned;
    const clock = learned ? "" : ", while nobody knows what the times mean";
    const dialled = { posts: [{ at: 5 * minute }], callingly: [{ ...neverSeen, skip: 1 }] };
    const before = [second, calledByHand("second", dana.phone, 3 * day)] as const;
    return [
      {
        ids: ["F56"],
        title: `a call by hand goes on while a dial fails that told Callingly its ref, and then tells that ref${clock}`,
        world: {
          ...known,
          ...dialled,
          meanwhile: [
            before,
            [minute, callsByHand(dana.phone, { outcome: "contacted", seconds: 300 })],
            [5 * minute + 10 * second, halfDone(dana.phone)],
          ],
        },
        expect: { ...forSeveral, rings: 0 },
      },
      {
        ids: ["F56"],
        title: `a call by hand is missed, and its redial tells the ref of a dial that failed in between${clock}`,
        world: {
          ...known,
          ...dialled,
          meanwhile: [
            before,
            [4 * minute, callsByHand(dana.phone, missed)],
            [5 * minute + 10 * second, halfDone(dana.phone)],
          ],
        },
        expect: { ...forSeveral, rings: 0 },
      },
      {
        ids: ["F56"],
        title: `a call by hand is missed before a dial that never arrived, and its redials tell no ref${clock}`,
        world: {
          ...known,
          ...dialled,
          meanwhile: [before, [minute, callsByHand(dana.phone, missed, missed, missed)]],
        },
        expect: { ...forSeveral, rings: 0 },
      },
    ];
  }),
  {
    ids: ["F56", "F58"],
    title: "somebody tells a false time of the first lead's call, and an older call would be the next one's by it",
    world: {
      ...unlearned,
      switches: { restClock: "UTC" },
      posts: [{ people: [person(7)] }, { at: hour }],
      meanwhile: [
        [40 * minute, tellsFalsely("second", person(7).phone, 9 * minute - 5 * second)],
        [50 * minute, calledByHand("second", dana.phone, 19 * minute + 20 * second)],
      ],
      callingly: [{ ...neverSeen, skip: 2 }],
      webhooks: false,
    },
    expect: { rings: 1, leads: { completed: 1, review: 1 }, reason: "several-calls" },
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
  ...["America/Los_Angeles", "UTC", "Asia/Tokyo"].flatMap((restClock): Scenario[] => [
    {
      ids: ["F58"],
      title: `times without zone mean ${restClock}, and we know`,
      world: { switches: { restClock }, callingly: [unanswered], webhooks: false },
      expect: {},
    },
    {
      ids: ["F58"],
      title: `times without zone mean ${restClock}, and we think they mean New York: nobody is called twice`,
      world: {
        ...unlearned,
        switches: { restClock },
        callingly: [unanswered],
        webhooks: false,
        judgement: { blurred: true },
      },
      expect: { ...forSeveral, activities: 0 },
    },
  ]),
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
