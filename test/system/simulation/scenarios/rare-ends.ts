import { forgetPerson } from "../../../../operator/people/forget-person.ts";
import type { FaultScript } from "../../../../stand-ins/callingly/faults.ts";
import { bridgeUrl } from "../functions.ts";
import { optOut } from "../opt-outs.ts";
import { webhookFirst } from "../run.ts";
import type { Scenario, Telling } from "../scenario.ts";
import { person, send } from "../senders.ts";
import { callbackToken, zone } from "../town.ts";
import { hearRequest, hour, minute, second, type World } from "../world.ts";

/** Moves that worlds drawn by lot make once in thousands: much has to come together for them. */

const dial = { method: "POST", path: "/v1/calls" } as const;
const refusedPhone: FaultScript = {
  ...dial,
  commit: "never",
  reply: { status: 422, body: { message: "Invalid.", errors: { phone_number: ["This is not a valid number."] } } },
};
const busy: FaultScript = { ...dial, commit: "never", reply: { status: 429, headers: { "retry-after": "120" } } };

const who = person(7, 0);
/** A team that is closed rings nobody for this one. */
const unheard = person(1, 6);
const wantsNoCall = { do_not_call: "yes" };

/** The owner prefers a second ring to none; the call is listed ten hours later, and told as the world has it. */
const notFound: Telling = {
  callingly: [{ ...dial, commit: "before", reply: "hang" }],
  config: { accounts: { second: { timeZone: zone, whenUnproven: "redial" } } },
};
const pause = { on: "everything", reason: "paused", closedAt: "2026-03-10", tries: 0 } as const;
const pauses = [5 * minute, ({ store }: World) => store.gates.close(pause)] as const;

/** Somebody has the webhook sent of a call that goes on. */
const hints = ({ callingly, request }: World): void => {
  const [call] = callingly.records.all("call");
  const url = `${bridgeUrl}/callingly/second/call_completed/${callbackToken("second")}`;
  request("hear", hearRequest(url, JSON.stringify({ id: call?.id })), () => undefined);
};

/** Somebody asks to be forgotten. */
async function forgets({ bridge, store, secrets, time }: World): Promise<void> {
  const phone = store.allLeads()[0]?.person.phone;
  await forgetPerson({ phone, accounts: ["second"] }, "Robin Ashby", {
    bridge,
    store,
    leads: store.leads,
    archive: store.archive,
    callinglyFor: async () => undefined,
    seeds: async () => secrets.suppressionSeeds,
    now: () => new Date(time.now()),
    log: () => undefined,
    progress: () => undefined,
  });
}

const anew = (source: "script" | "website", at: number, extra?: Readonly<Record<string, string>>) =>
  [0, (world: World) => send(world, { at, source, people: [who], tries: 5, extra })] as const;

export const rareScenarios: readonly Scenario[] = [
  {
    ids: [],
    title: "Callingly refuses a phone, and the same person asks again and wants no call: an operator is asked",
    world: { callingly: [refusedPhone], posts: [{}, { at: hour, extra: wantsNoCall }] },
    expect: { rings: 0, leads: { held: 1 }, activities: "any" },
  },
  {
    ids: [],
    title:
      "somebody who is not to be called asks again, and says in the form that they want no call: an operator is asked",
    world: {
      posts: [],
      meanwhile: [
        [0, (world) => optOut(world, { at: 0, who, source: "script", way: "page", tries: 5 })],
        anew("script", minute),
        anew("script", hour, wantsNoCall),
      ],
    },
    expect: { rings: 0, leads: { held: 1 }, activities: "any" },
  },
  {
    ids: [],
    title: "somebody who is not to be called asks again: nobody is rung, however often they do",
    world: {
      posts: [],
      meanwhile: [
        [0, (world) => optOut(world, { at: 0, who, source: "script", way: "page", tries: 5 })],
        anew("script", minute),
        anew("script", hour),
      ],
    },
    expect: { rings: 0, leads: { suppressed: 1 }, activities: "any" },
  },
  {
    ids: [],
    title: "somebody asks at two doors during a pause: they are rung once when it is over",
    world: {
      posts: [],
      meanwhile: [
        [0, ({ store }) => store.gates.close(pause)],
        anew("website", minute),
        anew("script", 2 * minute),
        [hour, ({ store }) => store.gates.open(pause)],
      ],
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: "any" },
  },
  ...([undefined, wantsNoCall] as const).map(
    (extra): Scenario => ({
      ids: [],
      title: extra
        ? "a lead shares the ring of one that Callingly refuses, and its person asks again and wants no call: an operator is asked"
        : "a lead shares the ring of one that Callingly refuses, and its person asks again: it rings for itself",
      world: {
        posts: [],
        callingly: [busy, refusedPhone],
        meanwhile: [anew("website", minute), anew("script", minute + 30 * second), anew("script", hour, extra)],
      },
      expect: extra
        ? { rings: 0, leads: { failed: 1, held: 1 }, activities: "any" }
        : { leads: { failed: 1, completed: 1 }, activities: "any" },
    }),
  ),
  {
    ids: ["F60"],
    title: "Callingly tells that the team was closed before it answers the dial: an operator is asked",
    world: { posts: [{ people: [unheard] }], callingly: [webhookFirst] },
    expect: { rings: "any", leads: { review: 1 }, activities: "any" },
  },
  {
    ids: ["F60"],
    title:
      "the call that nobody could find rang nobody, and turns up while its lead is held to be made again: an operator is asked",
    world: {
      ...notFound,
      posts: [{ people: [unheard] }],
      switches: { visibilityDelayMs: 10 * hour },
      webhooks: [8 * hour],
      meanwhile: [pauses],
    },
    expect: { rings: "any", leads: { review: 1 }, activities: "any" },
  },
  {
    ids: ["F60"],
    title:
      "the call that nobody could find rang nobody, and turns up in the moment before it is made again: an operator is asked",
    world: {
      ...notFound,
      posts: [{ people: [unheard] }],
      switches: { visibilityDelayMs: 10 * hour },
      webhooks: [42 * minute + 20 * second],
      meanwhile: [
        [42 * minute, (world) => Object.assign(world, { streaming: false })],
        [43 * minute + 10 * second, (world) => Object.assign(world, { streaming: true })],
      ],
    },
    expect: { rings: "any", leads: { review: 1 }, activities: "any" },
  },
  {
    ids: ["F60"],
    title:
      "the call that nobody could find goes on, and is told while its lead is held to be made again: its end is waited for",
    world: {
      ...notFound,
      switches: { visibilityDelayMs: 10 * hour, speed: 0.005 },
      webhooks: false,
      meanwhile: [pauses, [2 * hour, hints]],
    },
    expect: { rings: 1, leads: "any", activities: "any" },
  },
  {
    ids: ["F60"],
    title:
      "the call that nobody could find goes on, and is told in the moment before it is made again: its end is waited for",
    world: {
      ...notFound,
      switches: { visibilityDelayMs: 10 * hour, speed: 0.005 },
      webhooks: false,
      meanwhile: [
        [42 * minute, (world) => Object.assign(world, { streaming: false })],
        [43 * minute + 10 * second, (world) => Object.assign(world, { streaming: true })],
        [43 * minute + 20 * second, hints],
      ],
    },
    expect: { rings: 1, leads: "any", activities: "any" },
  },
  {
    ids: [],
    title: "somebody asks to be forgotten while their call goes on: their lead ends, and nobody is called again",
    world: { switches: { speed: 0.05 }, meanwhile: [[3 * minute, forgets]], judgement: { aged: true } },
    expect: { rings: 1, leads: { cancelled: 1 }, activities: "any" },
  },
];
