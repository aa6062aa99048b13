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

const workflowAgain = { config: { ...config, policies: { phoneWindowHours: 1 } } };
/** The team closes for as long as its agents rest. */
const rests =
  (hours: number) =>
  ({ callingly, time }: World): void =>
    callingly.act(({ records }) => {
      for (const agent of records.all("agent"))
        records.put("agent", { ...agent, donotdisturb: 1, donotdisturb_until: time.now() + hours * hour });
    });

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
  {
    ids: ["F104"],
    title:
      "a person whose record was closed asks again while the team is closed: the call that Callingly books is made, and redialled",
    world: {
      ...workflowAgain,
      posts: [lead(), stop({ at: 100 * second }), lead({ contact: "151002", at: 3 * hour })],
      meanwhile: [[150 * minute, rests(3)]],
      lifetimeMs: 2 * day,
    },
    expect: {
      rings: 2,
      leads: { completed: 2 },
      activities: "any",
      // The first was not redialled, as its record was closed; the second was, until it was reached.
      also: (world) => ringsOf(world) !== 3 && `it rang ${ringsOf(world)} times`,
    },
  },
  {
    ids: ["F104"],
    title:
      "the dialler dies when it has set a stop back at Callingly: it is set back once more, and the phone rings once",
    world: {
      ...workflowAgain,
      posts: [lead(), stop({ at: 100 * second }), lead({ contact: "151002", at: 3 * hour })],
      strikes: [{ what: "PUT /v1/leads", skip: 1, end: "dies after" }],
      lifetimeMs: 2 * day,
    },
    expect: { rings: 2, leads: { completed: 2 }, activities: "any" },
  },
  {
    ids: ["F105"],
    title: "the record of one of two leads that share a ring is closed: a person is asked, and nobody is rung",
    world: {
      config,
      posts: [lead(), { source: "website", people: misses, at: 2 * minute }, stop({ at: 4 * minute })],
      strikes: [{ what: "POST /v1/calls", end: "refused", times: 20 }],
      lifetimeMs: hour,
    },
    expect: { rings: 0, activities: "any", leads: { held: 1, merged: 1 }, reason: "record-stopped-shared" },
  },
];
