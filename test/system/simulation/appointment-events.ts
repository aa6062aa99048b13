import type { Diary } from "./diaries.ts";
import { zoneOfBookers } from "./diaries.ts";
import type { Person } from "./senders.ts";

/** What vendors of appointments send, as far as it is read. */

/** One agreed time of a person. */
export interface Seat {
  /** The vendor's id of it. */
  readonly id: string;
  readonly who: Person;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** It is one of several in one appointment, which has one id. */
  readonly isShared: boolean;
}

export type Happening =
  | { readonly kind: "booked"; readonly seat: Seat; readonly replaces?: Seat | undefined }
  | { readonly kind: "cancelled"; readonly seat: Seat; readonly isMoved: boolean };

/**
 * @param at when it happened, in milliseconds since 1970
 * @returns the bodies that the vendor sends of it
 */
export const eventsOf = (diary: Diary, happening: Happening, at: number): Body[] =>
  (diary === "calendar" ? ofCalendly : ofCalCom)(happening, new Date(at).toISOString());

type Body = Readonly<Record<string, unknown>>;

const nameOf = ({ firstName, lastName }: Person): string => `${firstName} ${lastName}`;

/** https://developer.calendly.com/api-docs: each agreed time is an invitee of its own. */
function ofCalendly(happening: Happening, at: string): Body[] {
  if (happening.kind === "cancelled")
    return [{ event: "invitee.canceled", payload: { uri: happening.seat.id, rescheduled: happening.isMoved } }];
  const { seat, replaces } = happening;
  const payload = {
    uri: seat.id,
    old_invitee: replaces?.id ?? null,
    name: nameOf(seat.who),
    email: seat.who.email,
    text_reminder_number: e164(seat.who),
    timezone: zoneOfBookers,
    created_at: at,
    scheduled_event: { name: "Intro call", start_time: new Date(seat.at).toISOString() },
  };
  const created = { event: "invitee.created", payload };
  return replaces ? [created, ...ofCalendly({ kind: "cancelled", seat: replaces, isMoved: true }, at)] : [created];
}

/** https://cal.com/docs/developing/guides/automation/webhooks: who moves a booking gets another, which names the one before. */
function ofCalCom(happening: Happening, createdAt: string): Body[] {
  const { seat } = happening;
  const attendee = { name: nameOf(seat.who), email: seat.who.email, timeZone: zoneOfBookers };
  const common = {
    uid: seat.id,
    title: "Intro call",
    startTime: new Date(seat.at).toISOString(),
    seatsPerTimeSlot: seat.isShared ? 5 : null,
  };
  if (happening.kind === "cancelled")
    return happening.isMoved
      ? []
      : [{ triggerEvent: "BOOKING_CANCELLED", createdAt, payload: { ...common, attendees: [attendee] } }];
  const { replaces } = happening;
  const payload = {
    ...common,
    status: "ACCEPTED",
    rescheduleUid: replaces?.id,
    // Somebody took a seat before.
    attendees: [
      ...(seat.isShared ? [{ ...attendee, name: "Canary Before", email: "canary.before@canary.example" }] : []),
      attendee,
    ],
    responses: {
      name: { label: "your_name", value: attendee.name },
      email: { label: "email_address", value: attendee.email },
      attendeePhoneNumber: { label: "phone_number", value: e164(seat.who) },
    },
  };
  return [{ triggerEvent: replaces ? "BOOKING_RESCHEDULED" : "BOOKING_CREATED", createdAt, payload }];
}

const e164 = ({ phone }: Person): string => `+1${phone.replace(/\D/g, "").slice(-10)}`;
