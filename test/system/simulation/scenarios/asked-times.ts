import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { ask } from "../asked-times.ts";
import type { Scenario } from "../scenario.ts";
import { person, send } from "../senders.ts";
import { AT_ONCE } from "../wishes.ts";
import { day, hour, minute, noon, second, type World } from "../world.ts";

/** People who ask to be called at a time. */

const who = person(7, 0);
const renamed = { ...who, email: "another-address@example.com" };
const asks = (at: number, wanted: number, source: "website" | "script" = "script") =>
  [0, (world: World) => ask(world, { at, source, people: [who], tries: 5 }, noon + wanted)] as const;

/** Each ring within so long after a moment, in their order. */
const LATE_MS = 2 * minute;

export const rangAt =
  (...wanted: readonly number[]) =>
  ({ callingly }: World): string | false => {
    const rung = callingly.rings.filter(({ by }) => by === "create").map(({ at }) => at - noon);
    const isRight = rung.length === wanted.length && rung.every((at, nth) => isWithin(at, wanted[nth] ?? 0));
    return !isRight && `it rang ${rung.map((at) => `${Math.round(at / minute)} min`).join(", ")} after noon`;
  };

const isWithin = (at: number, wanted: number): boolean => at >= wanted && at < wanted + LATE_MS;

/** An operator names another time. */
const reschedules = (wanted: number) => async (world: World) => {
  const { store, bridge, time } = world;
  const [lead] = store.allLeads();
  const at = new Date(noon + wanted).toISOString();
  const said = new Date(time.now()).toISOString();
  const deps = {
    bridge,
    store,
    now: () => new Date(time.now()),
    newId: () => "decision-1",
    log: () => undefined,
  };
  const asked = { text: "later", said, at, by: "operator" } as const;
  await decideLead(lead?.id ?? "", { kind: "reschedule", asked }, "Robin Ashby", deps);
};

export const askedTimeScenarios: readonly Scenario[] = [
  {
    ids: [],
    title: "somebody asks to be called in the afternoon: they are, within two minutes, and not before",
    world: { posts: [], meanwhile: [asks(minute, 3 * hour)] },
    expect: { activities: 2, also: rangAt(3 * hour) },
  },
  {
    ids: [],
    title: "somebody asks for a time while no tick comes, and it comes an hour late: they are rung then, once",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, 3 * hour),
        [2 * hour, (world) => Object.assign(world, { ticking: false })],
        [4 * hour, (world) => Object.assign(world, { ticking: true })],
      ],
    },
    expect: { activities: 2, also: rangAt(4 * hour) },
  },
  {
    ids: [],
    title: "somebody thinks of another time: the last one counts",
    world: { posts: [], meanwhile: [asks(minute, 3 * hour), asks(30 * minute, 5 * hour), asks(31 * minute, 5 * hour)] },
    expect: { activities: 2, also: rangAt(5 * hour) },
  },
  {
    ids: [],
    title: "somebody asks through a form to be called tomorrow, and today through another: one call is made, today",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, 20 * hour),
        [0, (world) => send(world, { at: hour, source: "website", people: [who], tries: 5 })],
      ],
      lifetimeMs: 2 * day,
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: "any", also: rangAt(hour) },
  },
  {
    ids: [],
    title:
      "somebody sends a form with a time, and later, under another address, without one: they are called once, at once",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, 30 * hour),
        [0, (world) => ask(world, { at: hour, source: "script", people: [renamed], tries: 5 }, AT_ONCE)],
      ],
      lifetimeMs: 3 * day,
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: "any", also: rangAt(hour) },
  },
  {
    ids: [],
    title: "somebody asks for a time, and for something else half an hour before: that is the call",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, 3 * hour),
        [0, (world) => send(world, { at: 150 * minute, source: "website", people: [who], tries: 5 })],
      ],
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: "any", also: rangAt(150 * minute) },
  },
  {
    ids: [],
    title: "an operator names another time for somebody who asked for one: it counts",
    world: { posts: [], meanwhile: [asks(minute, 3 * hour), [hour, reschedules(7 * hour)]] },
    expect: { activities: 2, also: rangAt(7 * hour) },
  },
  {
    ids: [],
    title: "the dialler dies as the asked time comes, and another one takes over: it rings once",
    world: {
      posts: [],
      meanwhile: [asks(minute, 3 * hour)],
      strikes: [{ what: "phones.save", end: "dies after", skip: 0, times: 1 }],
    },
    expect: { activities: 2, also: rangAfter(3 * hour + 10 * minute, 3 * hour) },
  },
];

/** Once, and not after a moment. */
function rangAfter(until: number, from: number) {
  return ({ callingly }: World): string | false => {
    const rung = callingly.rings.filter(({ by }) => by === "create").map(({ at }) => at - noon);
    return (
      !(rung.length === 1 && rung.every((at) => at >= from && at < until + second)) && `it rang ${rung} ms after noon`
    );
  };
}
