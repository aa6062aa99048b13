import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { demoTeamId } from "../../../../stand-ins/callingly/seed.ts";
import { dana, type Scenario } from "../scenario.ts";
import { type Post, person, send } from "../senders.ts";
import { bridgeWith } from "../town.ts";
import { day, hour, minute, second, set, type World } from "../world.ts";
import { operatorOf } from "./operator.ts";

/** From the sender to the table. */

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const form = { connector: "html-form", account: "main", team: demoTeamId, report: ["ledger"], group: "people" };

const eve = person(900, 0);

/** One of many within a minute. */
const robot = (index: number, { phone }: { phone: string }): Partial<Post> => ({
  source: "website",
  at: 2 * minute + index * second,
  people: [{ ...person(index), phone }],
});

export const intakeScenarios: readonly Scenario[] = [
  {
    ids: ["F01"],
    title: "dies after the lead is stored and before the sender hears of it; the sender repeats",
    world: { strikes: [{ what: "leads.add", end: "dies after" }] },
    expect: { rings: 1, also: ({ accepted }) => accepted.size !== 1 && "the repeat was given another id" },
  },
  {
    ids: ["F02"],
    title: "the stream never delivers the new lead",
    world: { doorbell: [] },
    expect: {
      also: ({ callingly, store }) =>
        waited(callingly.rings[0]?.at, store.allLeads()[0]?.receivedAt) > 90 * second && "it rang late",
    },
  },
  {
    ids: ["F03"],
    title: "the same post a hundred times within a second",
    world: { posts: times(100, (index) => ({ at: minute + index * 10 })) },
    expect: { also: ({ accepted }) => accepted.size !== 1 && "senders were given different ids" },
  },
  {
    ids: ["F03"],
    title: "twins twenty milliseconds apart, two workers, a stream that repeats itself",
    world: { posts: [{}, { at: minute + 20 }], workers: 2, doorbell: [100, 101, 102] },
    expect: {},
  },
  {
    ids: ["F04"],
    title: "the same person through a form and a CRM workflow, seconds apart",
    world: { posts: [{ source: "website" }, { source: "script", at: minute + 3 * second }] },
    expect: { leads: { completed: 1, merged: 1 }, activities: 3 },
  },
  {
    ids: ["F04"],
    title: "the same person through a second door when the first call is long over",
    world: { posts: [{ source: "website" }, { source: "script", at: 2 * hour }] },
    expect: { leads: { completed: 1, merged: 1 }, activities: 3 },
  },
  {
    ids: ["F05"],
    title: "the same id with another body",
    world: { posts: [{ id: "17" }, { id: "17", at: 2 * minute, extra: { comment: "please hurry" } }] },
    expect: { also: ({ store }) => store.allLeads()[0]?.differences !== 1 && "the difference is not noted" },
  },
  {
    ids: ["F06"],
    title: "a source without ids sends twice within seconds, and the person really asks again next week",
    world: { posts: [{}, { at: minute + 3 * second }, { at: 7 * day }], lifetimeMs: 9 * day },
    expect: { rings: 2, leads: { completed: 2 } },
  },
  {
    ids: ["F04"],
    title: "one person asks two businesses that share an account: each rings and hears of its own call only",
    world: {
      posts: [
        { source: "website" },
        { source: "roof", at: minute + 3 * second },
        { source: "script", at: 20 * minute },
      ],
    },
    expect: {
      rings: 2,
      leads: { completed: 2, merged: 1 },
      activities: 4,
      also: ({ crms }) =>
        crms.activities().filter(({ crm }) => crm === "archive").length !== 1 &&
        "the second business heard of the first",
    },
  },
  {
    ids: ["F04"],
    title: "what came of one business's dial is for a person, so the other's waits for that",
    world: {
      posts: [{ source: "website" }, { source: "roof", at: 2 * minute }],
      callingly: [{ method: "POST", path: "/v1/calls", commit: "never", reply: "reset" }],
      webhooks: false,
    },
    expect: { rings: 0, leads: { held: 1, review: 1 }, activities: "any" },
  },
  {
    ids: ["F04"],
    title: "an account is renamed between two leads of one person, and while the first call is under way",
    world: {
      posts: [{ source: "website" }, { source: "script", at: 20 * minute }],
      meanwhile: [[minute + 2 * second, set({ bridge: bridgeWith({ renamed: true }) })]],
    },
    expect: { rings: 1, leads: { completed: 1, merged: 1 }, activities: 3 },
  },
  {
    ids: ["F92"],
    title:
      "robots fill in a public form: no more than so many are called or told of, and a person among them waits or rings",
    world: {
      config: { sources: { website: { ...form, limits: { perHour: 8 } } } },
      posts: [
        { source: "website", at: minute },
        // Numbers of no plan, one phone under ever other addresses, and ever other phones.
        ...times(20, (index) => robot(index, { phone: `(212) 155-10${10 + index}` })),
        ...times(20, (index) => robot(20 + index, { phone: "(312) 555-0199" })),
        ...times(20, (index) => robot(40 + index, { phone: `(205) 555-01${20 + index}` })),
        { source: "website", at: 3 * minute, people: [eve] },
        { source: "website", at: 70 * minute, people: [eve] },
      ],
    },
    expect: {
      // The person's, the one phone's and, in the next hour, the second person's: with those that were merged, nine.
      rings: 3,
      leads: { completed: 3, held: 53, merged: 6 },
      activities: 9,
      also: ({ store, callingly }) =>
        (store.allLeads().find(({ person }) => person.email === eve.email)?.state !== "completed" &&
          "who asked again in the next hour was not called") ||
        (callingly.rings[0]?.phone_number !== "+12015550100" && "who came before the robots was not called"),
    },
  },
  {
    ids: ["F92"],
    title: "a lead is cancelled and the same person asks again: nobody rings, and it says so",
    world: {
      config: { policies: { paused: true } },
      posts: [{}, { at: 20 * minute }],
      meanwhile: [
        [
          5 * minute,
          (world: World) =>
            decideLead(world.store.allLeads()[0]?.id ?? "", { kind: "cancel" }, "Robin Ashby", operatorOf(world)),
        ],
      ],
    },
    expect: { rings: 0, leads: { held: 1 }, reason: "asked-again" },
  },
  {
    ids: ["F92"],
    title:
      "a lead is cancelled and the same person asks again under another e-mail address: nobody rings, and it says so",
    world: {
      config: { policies: { paused: true } },
      posts: [{}, { at: 20 * minute, people: [{ ...dana, email: "dana@home.example" }] }],
      meanwhile: [
        [
          5 * minute,
          (world: World) =>
            decideLead(world.store.allLeads()[0]?.id ?? "", { kind: "cancel" }, "Robin Ashby", operatorOf(world)),
        ],
        [10 * minute, set({ bridge: bridgeWith() })],
      ],
    },
    expect: { rings: 0, leads: { cancelled: 1, held: 1 }, reason: "asked-again" },
  },
  {
    ids: ["F07"],
    title: "the table is throttled while the lead comes in",
    world: { strikes: [{ what: "leads.add", end: "refused", times: 3 }] },
    expect: {},
  },
  {
    ids: ["F07"],
    title: "the table stalls, although the write has landed",
    world: {
      strikes: [
        { what: "leads.add", end: "lost" },
        { what: "leads.add", end: "stalled" },
      ],
    },
    expect: {},
  },
  {
    ids: ["F08"],
    title: "the answer to the put is lost and the client of the table repeats it",
    world: { strikes: [{ what: "leads.add", end: "repeated" }] },
    expect: {},
  },
  {
    ids: ["F09", "F43"],
    title: "the stream is off for half an hour",
    world: {
      meanwhile: [
        [0, set({ streaming: false })],
        [30 * minute, set({ streaming: true })],
      ],
    },
    expect: {},
  },
  {
    ids: ["F14"],
    title: "a batch with one bad phone, sent twice",
    world: {
      posts: times(2, (index) => ({
        at: minute + index * 5 * second,
        people: [dana, { ...dana, firstName: "Canary", phone: "12", email: "bad@canary.example" }],
      })),
    },
    // The CRM hears of both: of the call, and of the number that nobody can call.
    expect: { leads: { completed: 1, held: 1 }, reason: "invalid-phone", activities: 2 },
  },
  {
    ids: ["F15"],
    title: "a CRM repeats a lead three days later",
    world: { posts: [{ id: "17" }, { id: "17", at: 3 * day }], lifetimeMs: 5 * day },
    expect: {},
  },
  {
    ids: ["F66", "F97"],
    title: "the key of one source does not open another",
    world: { posts: [{ key: "canary-key-of-website", tries: 1 }] },
    expect: { rings: 0, leads: {} },
  },
  {
    ids: ["F95"],
    title: "two keys open a source while one replaces the other, and then only the new one",
    world: {
      posts: [{ key: "canary-new" }, { at: 2 * hour, key: "canary-key-of-second", id: "late", tries: 1 }],
      meanwhile: [
        [0, ({ secrets }) => Object.assign(secrets, { sourceKeys: () => ["canary-new", "canary-key-of-second"] })],
        [hour, ({ secrets }) => Object.assign(secrets, { sourceKeys: () => ["canary-new"] })],
      ],
    },
    expect: {},
  },
  {
    ids: ["F80"],
    title: "what we write to HubSpot makes its workflow send the contact to us again",
    world: {
      posts: [],
      meanwhile: [
        [
          minute,
          (world) => {
            const contact = world.crms.hub.save({ firstName: "Canary", phone: dana.phone, email: dana.email });
            const post = { source: "workflow", people: [dana] as const, contact, tries: 5 } as const;
            send(world, { ...post, at: 0 });
            send(world, { ...post, at: 10 * minute, extra: { hs_lead_status: "CONNECTED" } });
          },
        ],
      ],
    },
    expect: { leads: { completed: 1, merged: 1 } },
  },
];

const waited = (rangAt: number | undefined, receivedAt: string | undefined): number =>
  (rangAt ?? Number.POSITIVE_INFINITY) - Date.parse(receivedAt ?? "");
