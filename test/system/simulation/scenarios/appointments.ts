import { crmStandIns } from "../../../../stand-ins/crms/index.ts";
import { kept } from "../../../../stand-ins/kit/kept.ts";
import type { Happening, Seat } from "../appointment-events.ts";
import { announce, type Deliveries } from "../appointments.ts";
import { ask } from "../asked-times.ts";
import { type Diary, diarySources } from "../diaries.ts";
import { decideAs, reschedules } from "../operators.ts";
import { type PlannedCall, planCall, sourcesOfPlanned } from "../planned-calls.ts";
import type { Scenario } from "../scenario.ts";
import { person, send } from "../senders.ts";
import { UNREADABLE } from "../wishes.ts";
import { day, hour, minute, noon, second, type World } from "../world.ts";
import { rangAt } from "./asked-times.ts";

/** Appointments and planned calls, and people who say something else of the time while the bridge is about it. */

const who = person(7, 0);
const seatAt = (id: string, wanted: number): Seat => ({ id, who, at: noon + wanted, isShared: false });
const onTime: Deliveries = [{ lateMs: 0, tries: 5 }];
const late = (lateMs: number): Deliveries => [{ lateMs, tries: 5 }];
const never: Deliveries = [];

type Event = readonly [atMs: number, act: (world: World) => unknown];

const happens = (diary: Diary, happening: Happening, at: number, ...deliveries: Deliveries[]): Event => [
  0,
  (world) => announce(world, diary, happening, at, (message) => deliveries[message] ?? onTime),
];

const first = seatAt("https://api.calendly.com/invitees/1", 3 * hour);
const moved = seatAt("https://api.calendly.com/invitees/2", 5 * hour);
const seat: Seat = { ...seatAt("uid-1", 3 * hour), isShared: true };
const asks = (at: number, text: string, wanted: number, isAgreed = false): Event => [
  0,
  (world) => ask(world, { at, source: "script", people: [who], tries: 5 }, { text, at: wanted }, isAgreed),
];
const isoAt = (wanted: number): string => new Date(noon + wanted).toISOString();

const sources = diarySources;
const named = {
  sources: {
    script: {
      connector: "json",
      account: "main",
      team: 19230,
      group: "people",
      settings: { mapping: { scheduledAt: "scheduled_at" } },
    },
  },
};

const [pipedrive] = crmStandIns.filter(({ connector }) => connector === "pipedrive");
const [kind] = pipedrive?.play(() => kept(undefined)).planner?.kinds ?? [];
const planned = kind ? { connector: "pipedrive", kinds: [kind] } : undefined;
const planning = {
  sources: sourcesOfPlanned(planned),
  guest: { connector: "pipedrive", source: "roof" },
} as const;

/** One call is planned, and changed at some moments. */
function plansOne(changes: readonly (readonly [atMs: number, change: (call: PlannedCall) => void])[]): Event {
  return [
    minute,
    (world) => {
      const call = kind && planCall(world, kind, who, noon + 3 * hour, onTime);
      for (const [at, change] of changes) world.time.after(at - minute, () => call && change(call));
    },
  ];
}

const nobody = { rings: 0, activities: 0 } as const;

export const appointmentScenarios: readonly Scenario[] = [
  {
    ids: [],
    title: "a cancellation overtakes its booking: nobody rings",
    world: {
      posts: [],
      config: { sources },
      meanwhile: [
        happens("calendar", { kind: "booked", seat: first }, minute, late(hour)),
        happens("calendar", { kind: "cancelled", seat: first, isMoved: false }, 2 * minute),
      ],
    },
    expect: { ...nobody, leads: { cancelled: 1 } },
  },
  {
    ids: [],
    title:
      "a booking is moved, and of the two messages about it only the new booking arrives: it rings once, at its new time",
    world: {
      posts: [],
      config: { sources },
      meanwhile: [
        happens("calendar", { kind: "booked", seat: first }, minute),
        happens("calendar", { kind: "booked", seat: moved, replaces: first }, hour, onTime, never),
      ],
    },
    expect: { leads: { cancelled: 1, completed: 1 }, also: rangAt(5 * hour) },
  },
  {
    ids: [],
    title:
      "a booking is told hours after its time, and the person was called for something else long before that: it rings",
    world: {
      posts: [],
      config: { sources },
      meanwhile: [
        [0, (world) => send(world, { at: minute, source: "website", people: [who], tries: 5 })],
        happens(
          "calendar",
          { kind: "booked", seat: seatAt("https://api.calendly.com/invitees/3", 9 * hour) },
          8 * hour,
          late(3 * hour),
        ),
      ],
    },
    expect: { rings: 2, leads: { completed: 2 }, activities: "any", also: rangAt(minute, 11 * hour) },
  },
  {
    ids: [],
    title: "a seat is taken again while a dialler ends it for its cancellation: it rings at its time",
    world: {
      posts: [],
      config: { sources },
      meanwhile: [
        happens("seats", { kind: "booked", seat }, minute),
        happens("seats", { kind: "cancelled", seat, isMoved: false }, hour),
        happens("seats", { kind: "booked", seat }, hour + 2 * second),
      ],
      // The dialler that the cancellation wakes, which has read the lead and judged it.
      strikes: [{ what: "leads.save", end: "well", afterMs: 6 * second, skip: 2 }],
    },
    expect: { also: rangAt(3 * hour) },
  },
  {
    ids: [],
    title:
      "a form is sent again with a time while Callingly fails, after the first time had come: it rings at the last",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, isoAt(hour), noon + hour),
        [
          hour - minute,
          ({ callingly }) => callingly.faults.add({ count: "always", commit: "never", reply: { status: 401 } }),
        ],
        [2 * hour, ({ callingly }) => callingly.faults.clear()],
        asks(90 * minute, isoAt(4 * hour), noon + 4 * hour),
      ],
    },
    expect: { leads: { completed: 1 }, activities: "any", also: rangAt(4 * hour) },
  },
  {
    ids: [],
    title: "the field that is made for the time says what nobody can read: an operator is asked, and nobody is rung",
    world: { posts: [], config: named, meanwhile: [asks(minute, "when the children are at school", UNREADABLE, true)] },
    expect: { ...nobody, leads: { held: 1 }, reason: "asked-time-unclear" },
  },
  {
    ids: [],
    title: "a planned call is moved twice, and the first message of it comes last: it rings at the last time",
    world: {
      posts: [],
      config: planning,
      meanwhile: [
        plansOne([
          [10 * minute, (call) => call.move(noon + 8 * hour, late(hour))],
          [20 * minute, (call) => call.move(noon + 9 * hour, onTime)],
        ]),
      ],
    },
    expect: { also: rangAt(9 * hour) },
  },
  {
    ids: [],
    title: "a planned call is made by hand before it is due, and ticked off in the CRM: nobody is rung",
    world: { posts: [], config: planning, meanwhile: [plansOne([[hour, (call) => call.end("finish", onTime)]])] },
    expect: { ...nobody, leads: { cancelled: 1 } },
  },
  {
    ids: [],
    title: "an operator names another time for a form, and the form is sent once more: the operator's time stands",
    world: {
      posts: [],
      meanwhile: [
        asks(minute, isoAt(3 * hour), noon + 3 * hour),
        [
          hour,
          async (world) => {
            const [lead] = world.store.allLeads();
            if (lead) await decideAs(world, lead, ...reschedules(lead, noon + 7 * hour, world));
          },
        ],
        asks(2 * hour, isoAt(3 * hour), noon + 3 * hour),
      ],
      lifetimeMs: 2 * day,
    },
    expect: { activities: 2, also: rangAt(7 * hour) },
  },
];
