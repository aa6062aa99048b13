import { eventsOf, type Happening, type Seat } from "./appointment-events.ts";
import { type Diary, diaries } from "./diaries.ts";
import type { Dice } from "./dice.ts";
import { bridgeUrl } from "./functions.ts";
import { insist, type Person, person, requestTo } from "./senders.ts";
import { tenDigits, type Wish } from "./wishes.ts";
import { hour, minute, second, type World } from "./world.ts";

/**
 * Appointments that people book, move, give up and take again, with what their vendors send of it: late, repeated, in any
 * order, or lost.
 */

export interface AppointmentPlan {
  /** For each lead of the world so many appointments. */
  readonly share: number;
}

export const noAppointments: AppointmentPlan = { share: 0 };

export const drawAppointments = ({ pick }: Dice): AppointmentPlan => ({ share: pick([0, 0, 0.05, 0.2]) });

/** @param leads how many people send leads, some of whom book as well */
export function book(
  world: World,
  { share }: AppointmentPlan,
  { leads, lengthMs }: { readonly leads: number; readonly lengthMs: number },
  dice: Dice,
): void {
  const { between, chance, pick } = dice;
  const many = Math.floor(leads * share + dice.next());
  for (let each = 0; each < many; each += 1) {
    const who = chance(0.4) ? person(between(0, leads)) : person(600 + each);
    live(world, pick(diaries), who, { bookedAt: between(minute, lengthMs), untilMs: lengthMs }, dice);
  }
}

/** In milliseconds from now. */
interface Span {
  readonly bookedAt: number;
  /** Nothing changes after that. */
  readonly untilMs: number;
}

/** What happens to an appointment, one thing after the other. */
function live(world: World, diary: Diary, who: Person, { bookedAt, untilMs }: Span, dice: Dice): void {
  const { chance, between, pick } = dice;
  const ahead = () => pick([10 * minute, hour, 4 * hour, 12 * hour, 26 * hour]) + between(0, 20 * minute);
  const isShared = diary === "seats" && chance(0.6);
  const start = world.time.now();
  const timeFrom = (at: number) => Math.floor((start + at + ahead()) / minute) * minute;
  const newSeat = (at: number): Seat => ({ id: newId(world, diary), who, at: timeFrom(at), isShared });
  const happens = (happening: Happening, at: number) =>
    announce(world, diary, happening, at, () => drawDeliveries(dice));
  let at = bookedAt;
  let seat = newSeat(at);
  happens({ kind: "booked", seat }, at);
  for (let left = pick([0, 0, 1, 1, 2, 3, 5]); left > 0; left -= 1) {
    // Some are moved or cancelled when the call was made.
    at += between(2 * second, Math.max(3 * second, (seat.at - start - at) * 1.1));
    if (at > untilMs) return;
    if (chance(0.6)) {
      const next = newSeat(at);
      happens({ kind: "booked", seat: next, replaces: seat }, at);
      seat = next;
      continue;
    }
    happens({ kind: "cancelled", seat, isMoved: false }, at);
    if (chance(0.5)) return;
    at += pick([3 * second, 2 * minute, hour]);
    // A seat of the same appointment is the same one again; any other booking is a new one.
    if (!isShared) seat = newSeat(at);
    happens({ kind: "booked", seat }, at);
  }
}

function newId({ matters }: World, diary: Diary): string {
  const number = matters.length + 1;
  return diary === "calendar" ? `https://api.calendly.com/invitees/${number}` : `uid-${number}-of-cal`;
}

/** How a message is delivered: once or often, or not at all. */
export type Deliveries = readonly { readonly lateMs: number; readonly tries: number }[];

export const drawDeliveries = ({ pick, between }: Dice): Deliveries =>
  Array.from({ length: pick([1, 1, 1, 2, 3]) }, () => ({
    lateMs: pick([0, 0, 0, between(0, 10 * second), between(0, 3 * minute), between(0, 3 * hour)]),
    tries: pick([3, 10, 50]),
  }));

/**
 * Notes what happens to an appointment, and sends what the vendor tells of it.
 * @param at in milliseconds from now
 * @param deliveriesOf each message, of which Calendly sends two where a booking is moved
 */
export function announce(
  world: World,
  diary: Diary,
  happening: Happening,
  at: number,
  deliveriesOf: (message: number) => Deliveries,
): void {
  const saidAt = world.time.now() + at;
  const { seat } = happening;
  const wishes = happening.kind === "booked" ? [wishOf(world, diary, seat, { at: seat.at, saidAt })] : [];
  const isOver = (which: Seat, over: Wish["over"]) => wishOf(world, diary, which, { at: 0, over, saidAt });
  const ended = happening.kind === "booked" ? happening.replaces : seat;
  const end = ended && isOver(ended, happening.kind === "booked" || happening.isMoved ? "moved" : "cancelled");
  eventsOf(diary, happening, saidAt).forEach((body, index) => {
    // What ends the one before tells nothing of the next.
    const told = [...(index === 0 ? wishes : []), ...(end ? [end] : [])];
    for (const { lateMs, tries } of deliveriesOf(index))
      world.time.after(at + lateMs, () => post(world, diary, body, told, tries));
  });
}

function wishOf(
  { matters }: World,
  source: Diary,
  { id, who }: Seat,
  { at, over, saidAt }: Pick<Wish, "at" | "over" | "saidAt">,
): Wish {
  const wish: Wish = { at, over, saidAt, sentAt: saidAt, takenAt: Number.POSITIVE_INFINITY };
  const known = matters.find(({ booking }) => booking === id);
  if (known) known.wishes.push(wish);
  else matters.push({ source, phone: tenDigits(who.phone), booking: id, isAgreed: true, wishes: [wish] });
  return wish;
}

function post(world: World, source: string, body: object, told: readonly Wish[], tries: number): void {
  const { time, story } = world;
  const url = new URL(`/leads/${source}`, bridgeUrl);
  insist(world, requestTo(url, source, body), tries, (reply) => {
    story.tell(time.now(), `sender ${source}`, "POST /leads", `answered ${reply?.status}`);
    if (reply?.status === 200) for (const wish of told) wish.takenAt = Math.min(wish.takenAt, time.now());
  });
}
