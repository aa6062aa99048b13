import { agreement } from "../house-rules.ts";
import { dana, type Scenario } from "../scenario.ts";
import { person } from "../senders.ts";
import { day, hour, minute, noon, type World } from "../world.ts";

/** What a source asks for: hours that are right where the person is, and their consent. */

/** In Seattle, where people are rung from eight to eight. */
const seattle = person(3 * 90, 0);
const keepsHours = { rules: { second: { hours: "conservative" as const } } };
const asksConsent = { rules: { second: { consent: agreement } } };

/** In the mountains an hour ahead of Seattle, or in the north of the state, where the clocks are Seattle's. */
const idaho = { ...person(0, 0), phone: "(208) 555-0100" };

/** In Florida nobody is rung more than three times within a day. */
const florida = { ...person(0, 0), phone: "(305) 555-0100" };
const doors = ["script", "roof", "second", "client-a", "client-b"] as const;

/** It is noon in New York when the world begins, and nine o'clock in Seattle. */
const closes = 11 * hour;

const rangAfter =
  (ms: number) =>
  ({ callingly }: World): string | false => {
    const [first] = callingly.rings.filter(({ by }) => by === "create");
    return first !== undefined && first.at < noon + ms && `it rang at ${new Date(first.at).toISOString()}`;
  };

export const houseRuleScenarios: readonly Scenario[] = [
  {
    ids: ["F53"],
    title: "a lead comes at night: it waits in sight, and rings in the morning, no sooner",
    world: { config: keepsHours, posts: [{ people: [seattle], at: 13 * hour }] },
    expect: { also: rangAfter(23 * hour) },
  },
  {
    ids: ["F53"],
    title: "a lead comes in the last minutes of the day: the agent would ring first, so it waits for the morning",
    world: { config: keepsHours, posts: [{ people: [seattle], at: closes - 5 * minute }] },
    expect: { also: rangAfter(23 * hour) },
  },
  {
    ids: ["F53"],
    title: "nobody ticks for the whole night, and in the morning a hundred leads are rung, none too early",
    world: {
      config: { rules: { script: { hours: "conservative" }, second: { hours: "requested" } } },
      posts: Array.from({ length: 100 }, (_, index) => ({
        source: index % 2 ? ("script" as const) : ("second" as const),
        people: [person(index * 37)] as const,
        at: 12 * hour + index * minute,
      })),
      lifetimeMs: 2 * day,
    },
    expect: {
      rings: "any",
      leads: "any",
      activities: "any",
      also: ({ store }) =>
        store.allLeads().some(({ state }) => state === "ready" || state === "held") && "somebody still waits",
    },
  },
  {
    ids: ["F53"],
    title: "a number of an area that lies in two zones is rung only while the day lasts in both",
    world: { config: keepsHours, posts: [{ people: [idaho], at: 22.5 * hour }] },
    expect: { also: rangAfter(23 * hour) },
  },
  {
    ids: ["F53"],
    title: "a dialler dies when it has put a lead off for the night: it rings in the morning",
    world: {
      config: keepsHours,
      posts: [{ people: [seattle], at: 13 * hour }],
      strikes: [{ what: "leads.save", end: "dies after" }],
    },
    expect: { also: rangAfter(23 * hour) },
  },
  {
    ids: ["F54"],
    title: "somebody in Florida asks through five doors in one day: three times they are rung, and then they wait",
    world: {
      config: { rules: Object.fromEntries(doors.map((source) => [source, { hours: "conservative" as const }])) },
      posts: doors.map((source, index) => ({ source, people: [florida], at: minute + index * hour })),
      lifetimeMs: 8 * hour,
    },
    expect: { rings: 3, leads: { completed: 3, ready: 2 }, activities: "any", reason: "called-too-often" },
  },
  {
    ids: [],
    title: "a source asks for a consent: who has not agreed waits for an operator, and who has is rung",
    world: {
      config: asksConsent,
      posts: [{ people: [person(1)] }, { people: [dana], extra: { agree: "yes" } }],
      meanwhile: [[0, (world) => world.agreed.set("second 2015550100", true)]],
      lifetimeMs: hour,
    },
    expect: { leads: { completed: 1, held: 1 }, reason: "consent-missing" },
  },
];
