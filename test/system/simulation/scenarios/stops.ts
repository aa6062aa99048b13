import { demoTeamId } from "../../../../stand-ins/callingly/seed.ts";
import type { Scenario } from "../scenario.ts";
import { type Post, person } from "../senders.ts";
import { day, hour, minute, second, type World } from "../world.ts";

/** A CRM closes a record: nobody is called for it any more. */

const workflow = {
  connector: "hubspot",
  account: "main",
  team: demoTeamId,
  report: ["hub"],
  group: "people",
  settings: { stopOn: { property: "lifecyclestage", becomes: ["customer", "lost"] } },
};
const config = { sources: { workflow } };

/** They miss the first call, and the team dials them again a minute later. */
const misses = [person(2, 2)] as const;

const lead = (change: Partial<Post> = {}): Partial<Post> => ({
  source: "workflow",
  contact: "151001",
  people: misses,
  ...change,
});
const stop = (change: Partial<Post> = {}): Partial<Post> =>
  lead({ extra: { lifecyclestage: "lost" }, at: 2 * minute, ...change });

const ringsOf = ({ callingly }: World): number => callingly.rings.length;

export const stopScenarios: readonly Scenario[] = [
  {
    ids: ["F103"],
    title: "the record is lost while its lead waits behind a pause: it ends without a ring",
    world: {
      config: { ...config, policies: { paused: true } },
      posts: [lead(), stop()],
      lifetimeMs: 20 * minute,
    },
    expect: { rings: 0, activities: 0, leads: { cancelled: 1 } },
  },
  {
    ids: ["F103"],
    title: "the stop overtakes the lead: a person is asked, and nobody is rung",
    world: { config, posts: [stop({ at: minute }), lead({ at: minute + 5 * second })], lifetimeMs: 20 * minute },
    expect: { rings: 0, activities: "any", leads: { held: 1 }, reason: "record-stopped-before" },
  },
  {
    ids: ["F103"],
    title: "the record is lost after a call that nobody answered: the team does not dial again",
    world: { config, posts: [lead(), stop({ at: 100 * second })], lifetimeMs: day },
    expect: { activities: "any", also: (world) => ringsOf(world) !== 1 && `it rang ${ringsOf(world)} times` },
  },
  {
    ids: ["F103"],
    title:
      "Callingly is down when it is to be told: it is told once it is back, and the person is erased when that is due",
    world: {
      config,
      posts: [lead(), stop({ at: 100 * second })],
      callingly: [{ method: "PUT", path: "/v1/leads/*", count: 2, commit: "never", reply: { status: 503 } }],
      lifetimeMs: 2 * hour,
    },
    expect: {
      activities: "any",
      also: ({ store }) =>
        store.allLeads()[0]?.stop?.isSettled !== true || store.allLeads()[0]?.strippedAt !== undefined
          ? "Callingly was not told, or the person is gone"
          : undefined,
    },
  },
  {
    ids: ["F103"],
    title: "the function dies between noting the stop and telling the leads; the CRM sends it again",
    world: {
      config: { ...config, policies: { paused: true } },
      posts: [lead(), stop()],
      strikes: [{ what: "records.stop", end: "dies after" }],
      lifetimeMs: 20 * minute,
    },
    expect: { rings: 0, activities: 0, leads: { cancelled: 1 } },
  },
  {
    ids: ["F103"],
    title: "the record comes back an hour after it was lost: that is a new lead, and it rings",
    world: {
      config: { ...config },
      posts: [stop({ at: minute }), lead({ at: minute + hour, people: [person(0, 0)] })],
    },
    // The CRM of the town does not have this contact.
    expect: { activities: "any" },
  },
];
