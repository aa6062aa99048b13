import type { CrmPerson, Message } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";

/** Where people book an appointment by themselves, move it and cancel it, as it is played here. */
export interface SchedulerStandIn {
  /** The key of the connector that it is the far end of. */
  readonly connector: string;
  /**
   * @param booked what it remembers
   * @param now milliseconds since 1970
   */
  play(booked: Kept<Booking>, now?: () => number): Scheduler;
}

export interface Scheduler {
  /** @param at in ISO 8601, in UTC */
  book(person: CrmPerson, at: string): { readonly id: string; readonly told: readonly Message[] };
  move(id: string, at: string): readonly Message[];
  cancel(id: string): readonly Message[];
}

/** One appointment, whatever its times were. */
export interface Booking {
  readonly id: string;
  readonly person: CrmPerson;
  readonly at: string;
  /** How often it was moved: each time that was agreed is one of its own. */
  readonly moves: number;
}

/** What a vendor's own messages are; all else of booking is the same for each. */
interface Tells {
  readonly booked: (booking: Booking, said: string) => readonly Message[];
  /** @param before as it stood until now */
  readonly moved: (booking: Booking, before: Booking, said: string) => readonly Message[];
  readonly cancelled: (booking: Booking, said: string) => readonly Message[];
}

/** Plays a vendor that tells of bookings so. */
export const scheduler =
  (tells: Tells): SchedulerStandIn["play"] =>
  (booked, now = Date.now) => {
    const said = (): string => new Date(now()).toISOString();
    const known = (id: string): Booking => {
      const booking = booked.get(id);
      if (!booking) throw new Error(`Nobody has booked ${id}`);
      return booking;
    };
    return {
      book(person, at) {
        const id = String(4_122 + booked.entries().length);
        const booking = { id, person, at, moves: 0 };
        booked.set(id, booking);
        return { id, told: tells.booked(booking, said()) };
      },
      move(id, at) {
        const before = known(id);
        const booking = { ...before, at, moves: before.moves + 1 };
        booked.set(id, booking);
        return tells.moved(booking, before, said());
      },
      cancel: (id) => tells.cancelled(known(id), said()),
    };
  };

/** Half an hour after it has begun. */
export const endOf = ({ at }: Booking): string => new Date(Date.parse(at) + 30 * 60_000).toISOString();

export const nameOf = ({ firstName, lastName }: CrmPerson): string => [firstName, lastName].filter(Boolean).join(" ");

export const asJson = (body: object): Message => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
