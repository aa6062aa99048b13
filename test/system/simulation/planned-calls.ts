import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import type { Message, PlannedKind } from "../../../stand-ins/kit/crm.ts";
import { type Deliveries, drawDeliveries } from "./appointments.ts";
import { plannedSource } from "./diaries.ts";
import type { Dice } from "./dice.ts";
import { bridgeUrl } from "./functions.ts";
import { insist, type Person, person, requestTo } from "./senders.ts";
import { offsetOf } from "./spellings.ts";
import { type ConfigChanges, guestName, sourceKey } from "./town.ts";
import { type Matter, tenDigits, type Wish } from "./wishes.ts";
import { day, hour, minute, second, type World } from "./world.ts";

/**
 * Calls that salespeople plan in the world's guest CRM, move, have made or delete. The CRM tells of each: late, repeated, in
 * any order, or in vain; whose call it is, the bridge reads there.
 */

export interface PlannedPlan {
  /** The CRM's connector. */
  readonly connector: string;
  /** What of it is a planned call, as the source's setting names it. */
  readonly kinds: readonly PlannedKind[];
  /** For each lead of the world so many. */
  readonly share: number;
}

/** Those in which calls are planned, with the kinds of them. */
const planning = crmStandIns.flatMap(({ connector, play }) => {
  const { planner } = play(() => ({ get: () => undefined, set: () => undefined, entries: () => [] }));
  return planner ? [{ connector, kinds: planner.kinds }] : [];
});

export function drawPlanned({ chance, pick }: Dice): PlannedPlan | undefined {
  const [first, ...others] = planning;
  if (!chance(0.2) || !first) return undefined;
  const { connector, kinds } = pick([first, ...others]);
  return { connector, kinds, share: pick([0.05, 0.1, 0.3]) };
}

export const sourcesOfPlanned = (
  plan: Pick<PlannedPlan, "connector" | "kinds"> | undefined,
): ConfigChanges["sources"] & object =>
  plan
    ? {
        [SOURCE]: plannedSource(
          plan.connector,
          plan.kinds.map(({ name }) => name),
        ),
      }
    : {};

const SOURCE = "planned";

/** Salespeople plan their calls over the life of a world. */
export function planCalls(
  world: World,
  plan: PlannedPlan | undefined,
  { leads, lengthMs }: { readonly leads: number; readonly lengthMs: number },
  dice: Dice,
): void {
  const [first, ...others] = plan?.kinds ?? [];
  if (!plan || !first) return;
  const until = world.time.now() + lengthMs;
  const many = Math.floor(leads * plan.share + dice.next());
  for (let each = 0; each < many; each += 1) {
    const who = dice.chance(0.4) ? person(dice.between(0, leads)) : person(700 + each);
    const kind = dice.pick([first, ...others]);
    world.time.after(dice.between(minute, lengthMs), () => {
      const at = timeFrom(world, dice);
      const call = planCall(world, kind, who, at, drawDeliveries(dice));
      if (call) goOn(world, call, { at, until, left: dice.pick([0, 1, 1, 2, 3]) }, dice);
    });
  }
}

/** @param left how often something is changed about it yet */
function goOn(
  world: World,
  call: PlannedCall,
  { at, until, left }: { at: number; until: number; left: number },
  dice: Dice,
): void {
  const { time } = world;
  // Some are moved when the call was made.
  const inMs = dice.between(2 * second, Math.max(3 * second, (at - time.now()) * 1.1));
  if (left === 0 || time.now() + inMs > until) return;
  time.after(inMs, () => {
    if (left === 1 && dice.chance(0.5)) return call.end(dice.pick(["finish", "remove"]), drawDeliveries(dice));
    const next = timeFrom(world, dice);
    call.move(next, drawDeliveries(dice));
    goOn(world, call, { at: next, until, left: left - 1 }, dice);
  });
}

const timeFrom = ({ time }: World, { pick, between }: Dice): number =>
  Math.floor((time.now() + pick([10 * minute, hour, 4 * hour, 26 * hour]) + between(0, 20 * minute)) / minute) * minute;

/** A call that somebody has planned. Each change is told as its deliveries have it. */
export interface PlannedCall {
  /** @param at in milliseconds since 1970 */
  move(at: number, deliveries: Deliveries): void;
  end(how: "finish" | "remove", deliveries: Deliveries): void;
}

/** Somebody plans to call a person, who is in the CRM or is entered there. @returns undefined where nobody plans calls */
export function planCall(
  world: World,
  kind: PlannedKind,
  who: Person,
  at: number,
  deliveries: Deliveries,
): PlannedCall | undefined {
  const { crms, matters } = world;
  const planner = crms.plannerOf(guestName);
  const record = crms.contactsLike(guestName, who.email, who.phone)[0] ?? crms.peopleOf(guestName)?.save(who);
  if (!planner || record === undefined) return undefined;
  const planned = (time: number) => ({ at: ringsFrom(time, kind, who, world.time.now()) });
  const { id, told } = planner.plan(kind.name, record, isoOf(at));
  const matter: Matter = { source: SOURCE, phone: tenDigits(who.phone), booking: id, isAgreed: true, wishes: [] };
  matters.push(matter);
  tell(world, matter, planned(at), told, deliveries);
  return {
    move: (next, how) => tell(world, matter, planned(next), planner.move(id, isoOf(next)), how),
    end: (what, how) => tell(world, matter, { at: 0, over: "cancelled" }, planner[what](id), how),
  };
}

const isoOf = (at: number): string => new Date(at).toISOString();

/**
 * A day without an hour is one on which the person is rung from nine o'clock, by their own clocks; once it has begun, from
 * the moment on at which somebody says so.
 */
function ringsFrom(at: number, { hasHour }: PlannedKind, { phone }: Person, saidAt: number): number {
  return hasHour ? at : Math.max(saidAt, Math.floor(at / day) * day + (9 - (offsetOf(phone) ?? -4)) * hour);
}

/** Notes what was said, and delivers what the CRM tells of it. */
function tell(
  world: World,
  { wishes }: Matter,
  { at, over }: Pick<Wish, "at" | "over">,
  { headers, body }: Message,
  deliveries: Deliveries,
): void {
  const { time, story } = world;
  const wish: Wish = { at, over, saidAt: time.now(), sentAt: time.now(), takenAt: Number.POSITIVE_INFINITY };
  wishes.push(wish);
  const url = new URL(`/leads/${SOURCE}`, bridgeUrl);
  const keyed = { "x-bridge-key": sourceKey(SOURCE), ...headers };
  const request = { ...requestTo(url, SOURCE, {}, keyed), body: Buffer.from(body) };
  for (const { lateMs, tries } of deliveries) {
    time.after(lateMs, () =>
      insist(world, request, tries, (reply) => {
        story.tell(time.now(), `sender ${SOURCE}`, "POST /leads", `answered ${reply?.status}`);
        if (reply?.status === 200) wish.takenAt = Math.min(wish.takenAt, time.now());
      }),
    );
  }
}
