import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { demoTeamId } from "../../../../stand-ins/callingly/seed.ts";
import { bridgeUrl } from "../functions.ts";
import { webhookFirst } from "../run.ts";
import { dana, type Scenario } from "../scenario.ts";
import { person, send } from "../senders.ts";
import { bridgeWith, callbackToken } from "../town.ts";
import { accountTroubles } from "../troubles.ts";
import { hearRequest, hour, minute, second, set, type World } from "../world.ts";
import { operatorOf } from "./operator.ts";

/** From Callingly to the CRM. */

/** A webhook that Callingly never sent, with a token that leaked. */
const forge =
  (body: object, token = callbackToken("second")) =>
  (world: World) =>
    world.request(
      "hear",
      hearRequest(`${bridgeUrl}/callingly/second/call_completed/${token}`, JSON.stringify(body)),
      () => undefined,
    );

const evil = {
  status: "completed",
  lead_status: "contacted",
  recording_url: "https://evil.example/x.mp3",
  lead: { crm_id: 1 },
};

/** They miss the first call and are reached at the redial. */
const reachedLater = { people: [person(2, 2)] as const };

/** Their first call ends in the second minute, and the redial in the fourth. */
const aroundRedial = (
  begin: (world: World) => unknown,
  end: (world: World) => unknown,
): NonNullable<Scenario["world"]["meanwhile"]> => [
  [100 * second, begin],
  [5 * minute, end],
];

const hideCalls = ({ callingly }: World) =>
  callingly.faults.add({ path: "/v1/calls/*", count: "always", commit: "never", reply: { status: 404 } });
const showCalls = ({ callingly }: World) => callingly.faults.clear();

const down = (name: string, from: number, until: number): NonNullable<Scenario["world"]["meanwhile"]> => [
  [from, ({ crms }) => crms.down.add(name)],
  [until, ({ crms }) => crms.down.delete(name)],
];

export const resultScenarios: readonly Scenario[] = [
  {
    ids: ["F61"],
    title: "every webhook is lost",
    world: { webhooks: false },
    expect: {},
  },
  {
    ids: ["F62"],
    title: "each webhook arrives fifty times, at three workers",
    world: { switches: { deliveryCopies: 50 }, workers: 3, doorbell: [100, 120] },
    expect: {
      also: ({ callingly }) =>
        callingly.requests.filter(({ method, path }) => method === "GET" && path.startsWith("/v1/calls/")).length > 6 &&
        "the call was read again and again",
    },
  },
  {
    ids: ["F63"],
    title: "the call that reached them is told before the one that missed them",
    world: { posts: [reachedLater], webhooks: [5 * minute, 100] },
    expect: {
      activities: 2,
      also: ({ store }) => store.allLeads()[0]?.outcome !== "contacted" && "the summary went back",
    },
  },
  {
    ids: ["F31"],
    title: "the token is dead when the team's redial ends: its result follows within minutes of the new one",
    world: {
      posts: [reachedLater],
      meanwhile: aroundRedial(accountTroubles["token revoked"].begin, accountTroubles["token revoked"].end),
      lifetimeMs: 8 * minute,
    },
    expect: { activities: 2 },
  },
  {
    ids: ["F60"],
    title: "the redial's call cannot be read for some time",
    world: { posts: [reachedLater], meanwhile: aroundRedial(hideCalls, showCalls), lifetimeMs: 8 * minute },
    expect: { activities: 2 },
  },
  {
    ids: ["F63", "F60"],
    title: "the call that reached them is told before the one that missed them, and cannot be read yet",
    world: {
      posts: [reachedLater],
      webhooks: [3 * minute, 100],
      meanwhile: aroundRedial(hideCalls, showCalls),
      lifetimeMs: 8 * minute,
    },
    expect: {
      activities: 2,
      also: ({ store }) => store.allLeads()[0]?.outcome !== "contacted" && "the summary went back",
    },
  },
  {
    ids: ["F64"],
    title: "the webhook arrives before the dial is answered",
    world: { switches: { speed: 10 }, callingly: [webhookFirst] },
    expect: { dials: 1 },
  },
  {
    ids: ["F64"],
    title: "the webhook arrives before the dial is answered, and the answer is lost",
    world: { switches: { speed: 10 }, callingly: [{ ...webhookFirst, reply: "reset" }] },
    expect: { dials: 1 },
  },
  ...[false as const, undefined].map(
    (webhooks): Scenario => ({
      ids: ["F67"],
      title: `Callingly's yes names somebody else's call, and webhooks ${webhooks === false ? "are lost" : "arrive"}`,
      world: {
        posts: [
          { at: minute, people: [person(1, 1)] },
          { at: 2 * minute, people: [dana] },
        ],
        switches: { createCallAnswer: "empty" },
        callingly: [
          {
            method: "POST",
            path: "/v1/calls",
            skip: 1,
            commit: "before",
            reply: { status: 200, body: { id: 38_700_001 } },
          },
        ],
        ...(webhooks === false && { webhooks }),
      },
      expect: { rings: 2, leads: { completed: 2 } },
    }),
  ),
  {
    ids: ["F67"],
    title: "a person says by mistake that somebody else's call was the lead's",
    world: {
      posts: [
        { at: minute, people: [person(1, 1)] },
        { at: 2 * minute, people: [dana] },
      ],
      callingly: [{ method: "POST", path: "/v1/calls", skip: 1, commit: "never", reply: "hang" }],
      webhooks: [30 * minute],
      meanwhile: [
        [
          3 * minute,
          (world) => {
            const lead = world.store.allLeads().find(({ state }) => state === "unknown");
            const itRang = { kind: "it-rang", callId: "38700001" } as const;
            return lead && decideLead(lead.id, itRang, "Robin Ashby", operatorOf(world));
          },
        ],
      ],
    },
    expect: { rings: 1, leads: { completed: 1, review: 1 } },
  },
  {
    ids: ["F65"],
    title: "somebody calls in",
    world: {
      meanwhile: [
        [
          20 * minute,
          ({ callingly }) => {
            const lead_id = callingly.records.all("lead")[0]?.id;
            const body = JSON.stringify({ lead_id, direction: "inbound" });
            callingly.handle({ method: "POST", path: "/_standin/calls", query: {}, headers: {}, body });
          },
        ],
      ],
    },
    expect: {
      also: ({ store }) => !store.allCalls().some(({ state }) => state === "unmatched") && "the call is not told apart",
    },
  },
  {
    ids: ["F66"],
    title: "a forged webhook with a guessed token leaves nothing behind",
    world: { posts: [], meanwhile: [[minute, forge({ ...evil, id: 38_700_001 }, "guessed")]] },
    expect: { rings: 0, leads: {}, also: ({ store }) => store.allCalls().length > 0 && "it was stored" },
  },
  {
    ids: ["F67"],
    title: "a forged webhook with a leaked token: the CRM hears what Callingly says",
    world: {
      posts: [{ people: [person(1, 1)] }],
      meanwhile: [
        [minute + 2 * second, forge({ ...evil, id: 38_700_001 })],
        [hour, forge({ ...evil, id: 38_700_001 })],
      ],
    },
    expect: { also: ({ store }) => store.allLeads()[0]?.outcome !== "voicemail" && "the forger was believed" },
  },
  {
    ids: ["F67"],
    title: "a forged webhook with a leaked token ties an old call to a lead whose ref it guessed",
    world: {
      posts: [
        { at: minute, people: [person(1)] },
        { at: hour, people: [dana] },
      ],
      meanwhile: [
        [
          hour + 2 * second,
          (world) =>
            forge({
              id: 38_700_001,
              lead: { crm_id: world.store.allLeads().find(({ person: { phone } }) => phone?.endsWith("0100"))?.ref },
            })(world),
        ],
      ],
    },
    expect: { rings: 2, leads: { completed: 2 } },
  },
  {
    ids: ["F68"],
    title: "a webhook is repeated a day later",
    world: { switches: { deliveryCopies: 2, deliveryOrder: "swapped", deliveryHoldMs: 20 * hour } },
    expect: {},
  },
  {
    ids: ["F69"],
    title: "the team has a callback address of its own beside our webhook",
    world: { switches: { teamCallbackUrl: `${bridgeUrl}/callingly/second/call_completed/${callbackToken("second")}` } },
    expect: {},
  },
  {
    ids: ["F70"],
    title: "recording and transcript appear half an hour later",
    world: { switches: { recordingDelaySeconds: 1_500, transcriptDelaySeconds: 300 } },
    expect: {
      also: ({ crms }) => crms.activities().some(({ recordingUrl }) => !recordingUrl) && "the recording is missing",
    },
  },
  {
    ids: ["F74"],
    title: "both CRMs are down for six hours",
    world: { posts: [{ source: "script" }], meanwhile: [...down("ledger", 0, 6 * hour), ...down("hub", 0, 6 * hour)] },
    expect: { activities: 2 },
  },
  {
    ids: ["F74", "F75"],
    title: "one CRM is down, the other one is not kept waiting",
    world: {
      posts: [{ source: "script" }],
      meanwhile: [
        ...down("ledger", 0, 6 * hour),
        [hour, ({ crms, book }) => crms.activities().length !== 1 && book.bugs.push("the well CRM was kept waiting")],
      ],
    },
    expect: { activities: 2 },
  },
  {
    ids: ["F75"],
    title: "the CRM asks to wait",
    world: { crm: [{ status: 429, headers: { "retry-after": "3600" } }, { status: 429 }] },
    expect: {},
  },
  {
    ids: ["F76"],
    title: "the CRM does not know the record any more: no storm of repeats",
    world: { crm: Array.from({ length: 50 }, () => ({ status: 404 })) },
    expect: {
      activities: 0,
      also: ({ store }) =>
        store.allCalls().some(({ state, reason }) => state !== "parked" || reason !== "crm-refused") &&
        "it is not parked",
    },
  },
  {
    ids: ["F77"],
    title: "HubSpot takes the call and its answer is lost",
    world: { posts: [{ source: "script" }], strikes: [{ what: "POST hub/crm/v3/objects/calls", end: "lost" }] },
    expect: { activities: 2 },
  },
  {
    ids: ["F77"],
    title: "dies when HubSpot has taken the call",
    world: { posts: [{ source: "script" }], strikes: [{ what: "POST hub/crm/v3/objects/calls", end: "dies after" }] },
    expect: { activities: 2 },
  },
  {
    ids: ["F77", "F04"],
    title: "a call stands on one contact, and its first write on another contact fails",
    world: {
      posts: [],
      meanwhile: [
        [
          minute,
          (world) => {
            for (const [index, at] of [0, hour].entries()) {
              const people = [{ ...dana, email: `canary.${index}@canary.example` }] as const;
              const { email, phone } = people[0];
              const contact = world.crms.hub.save({ firstName: "Canary", email, phone });
              send(world, { source: "workflow", people, contact, at, tries: 5 });
            }
          },
        ],
      ],
      strikes: [{ what: "POST hub/crm/v3/objects/calls", end: "refused", skip: 1 }],
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: 2 },
  },
  {
    ids: ["F78"],
    title: "two leads of one person make the same HubSpot contact at the same moment",
    world: { posts: [{ source: "script" }, { source: "website", at: minute + 50 }], workers: 2, doorbell: [100, 101] },
    expect: { leads: { completed: 1, merged: 1 }, activities: 3 },
  },
  {
    ids: ["F81"],
    title: "the CRM refuses a value until somebody mends its rule",
    world: { crm: [{ status: 400 }], lifetimeMs: 50 * hour },
    expect: {},
  },
  {
    ids: ["F04"],
    title: "a merged lead's source is gone from the configuration when the result comes: the other lead's CRM gets it",
    world: {
      posts: [{ source: "website" }, { source: "script", at: minute + 3 * second }],
      webhooks: [10 * minute],
      meanwhile: [[90 * second, (world) => set({ bridge: bridgeWith({ without: "script" }) })(world)]],
    },
    expect: {
      leads: { completed: 1, merged: 1 },
      activities: 1,
      also: ({ store }) => !store.allCalls().some(({ reason }) => reason === "target-gone") && "nothing waits by name",
    },
  },
  {
    ids: ["F04"],
    title: "a source that was gone from the configuration for two days is told when it is back",
    world: {
      posts: [{ source: "website" }, { source: "script", at: minute + 3 * second }],
      webhooks: [10 * minute],
      meanwhile: [
        [90 * second, (world) => set({ bridge: bridgeWith({ without: "script" }) })(world)],
        [48 * hour, (world) => set({ bridge: bridgeWith() })(world)],
      ],
      lifetimeMs: 80 * hour,
    },
    expect: { leads: { completed: 1, merged: 1 }, activities: 3 },
  },
  {
    ids: ["F04"],
    title: "a contact's lead is told to two portals, and the other one has a stranger under the same id",
    world: {
      posts: [],
      config: {
        sources: {
          workflow: {
            connector: "hubspot",
            account: "main",
            team: demoTeamId,
            report: ["hub", "branch"],
            records: "hub",
            group: "people",
          },
        },
      },
      meanwhile: [
        [
          minute,
          (world) => {
            const { email = "", phone } = dana;
            const contact = world.crms.hub.save({ firstName: "Canary", email, phone });
            const stranger = { firstName: "Canary", email: "canary.stranger@canary.example", phone: "+12125550188" };
            if (world.crms.branch.save(stranger) !== contact) throw new Error("The ids are not alike");
            send(world, { source: "workflow", people: [dana], contact, at: 0, tries: 5 });
          },
        ],
      ],
    },
    expect: { activities: 2 },
  },
];
