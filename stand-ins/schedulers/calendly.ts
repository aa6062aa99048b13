import type { Message } from "../kit/crm.ts";
import { asJson, type Booking, endOf, nameOf, type SchedulerStandIn, scheduler } from "./scheduler.ts";

/**
 * As Calendly tells of invitees. Each time that is agreed is an event with an invitee of its own; who moves one cancels the
 * first. Unsigned, as without a signing key: the key of the source lets it in.
 * https://developer.calendly.com/receive-data-from-scheduled-events-in-real-time-with-webhook-subscriptions
 */
export const calendly: SchedulerStandIn = {
  connector: "calendly",
  play: scheduler({
    booked: (booking, said) => [created(booking, null, said)],
    moved: (booking, before, said) => [cancelled(before, true, said), created(booking, inviteeOf(before), said)],
    cancelled: (booking, said) => [cancelled(booking, false, said)],
  }),
};

const API = "https://api.calendly.com";
const eventOf = ({ id, moves }: Booking): string => `${API}/scheduled_events/DEMO${id}${moves}`;
const inviteeOf = (booking: Booking): string => `${eventOf(booking)}/invitees/1`;

const created = (booking: Booking, old_invitee: string | null, said: string): Message =>
  about("invitee.created", said, {
    ...inviteeFields(booking),
    created_at: said,
    updated_at: said,
    old_invitee,
    new_invitee: null,
    rescheduled: false,
    status: "active",
    timezone: "America/New_York",
    scheduled_event: {
      uri: eventOf(booking),
      name: "Intro call",
      status: "active",
      start_time: booking.at,
      end_time: endOf(booking),
      // The host calls the invitee, whose number is the place.
      location: { type: "outbound_call", location: booking.person.phone },
    },
  });

const cancelled = (booking: Booking, rescheduled: boolean, said: string): Message =>
  about("invitee.canceled", said, {
    ...inviteeFields(booking),
    status: "canceled",
    rescheduled,
    cancellation: {
      canceled_by: nameOf(booking.person),
      reason: "Another day suits better",
      canceler_type: "invitee",
      created_at: said,
    },
    scheduled_event: { uri: eventOf(booking), name: "Intro call", status: "canceled" },
  });

const inviteeFields = (booking: Booking) => ({
  uri: inviteeOf(booking),
  event: eventOf(booking),
  name: nameOf(booking.person),
  first_name: booking.person.firstName ?? null,
  last_name: booking.person.lastName ?? null,
  email: booking.person.email ?? null,
  questions_and_answers: [],
  text_reminder_number: null,
});

const about = (event: string, created_at: string, payload: object): Message =>
  asJson({ event, created_at, created_by: `${API}/users/DEMO`, payload });
