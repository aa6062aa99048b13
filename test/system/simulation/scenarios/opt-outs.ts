import { type OptOut, optOut } from "../opt-outs.ts";
import { dana, type Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { bridgeWith } from "../town.ts";
import { day, hour, minute, second, set, type World } from "../world.ts";

/** Somebody asks not to be called any more. */

/** They miss the first call, and the team dials them again a minute later. */
const misses = person(2, 2);

const says =
  (change: Partial<OptOut> = {}) =>
  (world: World): void =>
    optOut(world, { at: 0, who: dana, source: "second", way: "page", tries: 5, ...change });

/** Each comes five seconds after the one before, so that none waits for its turn. */
const crowd = Array.from({ length: 60 }, (_, index) => ({ who: person(index + 1), at: minute + index * 5 * second }));

const isBlocked = ({ callingly }: World): string | false =>
  !callingly.records.all("lead").some((lead) => lead.is_blocked && lead.is_stopped) && "Callingly has not blocked it";

export const optOutScenarios: readonly Scenario[] = [
  {
    ids: ["F54"],
    title:
      "the word comes while the lead waits behind a pause: it ends without a ring when that is over, and its CRM hears why",
    world: {
      config: { policies: { paused: true } },
      meanwhile: [
        [minute + 5 * second, says()],
        [hour, set({ bridge: bridgeWith() })],
      ],
    },
    expect: { rings: 0, leads: { suppressed: 1 }, activities: 1 },
  },
  {
    ids: ["F54"],
    title: "sixty people ask not to be called, each at another moment of the second in which their lead is dialled",
    world: {
      posts: crowd.map(({ who, at }) => ({ people: [who], at })),
      meanwhile: crowd.map(({ who, at }, index) => [at + index * 10, says({ who, tries: 1 })] as const),
    },
    expect: { rings: "any", leads: "any", activities: "any" },
  },
  {
    ids: ["F54"],
    title: "the word comes between a dialler's look at the list and its right to the phone: the second look meets it",
    world: {
      strikes: [{ what: "phones.save", end: "well", afterMs: second }],
      meanwhile: [[minute + 600, says()]],
      lifetimeMs: hour,
    },
    expect: { rings: 0, leads: { suppressed: 1 }, activities: 1 },
  },
  {
    ids: ["F54"],
    title:
      "the word comes between a dialler's last look at the list and its claim: the lead is stopped before it is claimed",
    world: {
      // The first is the dialler's own.
      strikes: [{ what: "leads.save", end: "well", afterMs: second }],
      meanwhile: [[minute + 600, says()]],
      lifetimeMs: hour,
    },
    expect: { rings: 0, leads: { suppressed: 1 }, activities: 1 },
  },
  {
    ids: ["F54"],
    title: "the door dies between the list and the leads, and nobody says it again: the next minute does the rest",
    world: {
      posts: [{ people: [misses] }],
      strikes: [{ what: "suppressions.add", end: "dies after" }],
      meanwhile: [[100 * second, says({ who: misses, tries: 1 })]],
      lifetimeMs: day,
    },
    expect: { activities: "any", also: isBlocked },
  },
  {
    ids: ["F54"],
    title:
      "somebody who was called asks not to be called: the team dials them no more, and Callingly blocks the number",
    world: {
      posts: [{ people: [misses] }],
      meanwhile: [[100 * second, says({ who: misses, way: "message" })]],
      lifetimeMs: day,
    },
    expect: {
      activities: 2,
      also: (world) => (world.callingly.rings.length !== 1 && "the team dialled again") || isBlocked(world),
    },
  },
  {
    ids: ["F54"],
    title: "Callingly is down when it is to be told of an opt-out: it is told once it is back",
    world: {
      posts: [{ people: [misses] }],
      callingly: [{ method: "PUT", path: "/v1/leads/*", count: 3, commit: "never", reply: { status: 503 } }],
      meanwhile: [[100 * second, says({ who: misses, way: "operator" })]],
      lifetimeMs: day,
    },
    expect: { activities: "any", also: isBlocked },
  },
  {
    ids: ["F54"],
    title: "who told the agent so is rung for no later lead, through whatever door",
    world: {
      posts: [{ people: [person(4, 4)] }, { people: [person(4, 4)], source: "roof", at: 2 * hour }],
      lifetimeMs: day,
    },
    expect: { activities: "any", leads: { completed: 1, suppressed: 1 } },
  },
  {
    ids: ["F54"],
    title: "a word that binds one business leaves another free to ring",
    world: {
      config: { rules: { script: { optOut: "own" } } },
      posts: [
        { source: "website", people: [misses], at: hour },
        { source: "roof", people: [misses], at: hour },
      ],
      meanwhile: [[minute, says({ who: misses, source: "script" })]],
    },
    expect: { rings: 1, leads: { completed: 1, suppressed: 1 }, activities: "any" },
  },
];
