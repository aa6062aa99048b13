import type { Message } from "../kit/crm.ts";
import { asJson, type Booking, endOf, nameOf, type SchedulerStandIn, scheduler } from "./scheduler.ts";

/**
 * As Cal.com tells of bookings. One that is moved gets another `uid`, and names the one before. Unsigned, as a webhook
 * without a secret: the key of the source lets it in. https://cal.com/docs/developing/guides/automation/webhooks
 */
export const calCom: SchedulerStandIn = {
  connector: "cal-com",
  play: scheduler({
    booked: (booking, said) => [told("BOOKING_CREATED", booking, said, { status: "ACCEPTED" })],
    moved: (booking, before, said) => [
      told("BOOKING_RESCHEDULED", booking, said, {
        status: "ACCEPTED",
        rescheduleUid: uidOf(before),
        rescheduleStartTime: before.at,
        rescheduleEndTime: endOf(before),
      }),
    ],
    cancelled: (booking, said) => [
      told("BOOKING_CANCELLED", booking, said, { status: "CANCELLED", cancellationReason: "Another day suits better" }),
    ],
  }),
};

const uidOf = ({ id, moves }: Booking): string => `demoBooking${id}n${moves}`;

function told(triggerEvent: string, booking: Booking, createdAt: string, more: object): Message {
  const { person, at } = booking;
  const { firstName = "", lastName = "", email = "", phone = "" } = person;
  const name = nameOf(person);
  return asJson({
    triggerEvent,
    createdAt,
    payload: {
      uid: uidOf(booking),
      bookingId: Number(booking.id) * 100 + booking.moves,
      type: "intro-call",
      title: `Intro call between Kim Harper and ${name}`,
      eventTitle: "Intro call",
      eventTypeId: 77,
      length: 30,
      startTime: at,
      endTime: endOf(booking),
      organizer: { id: 9, name: "Kim Harper", email: "kim@example.org", username: "kim", timeZone: "America/Chicago" },
      attendees: [{ email, name, firstName, lastName, timeZone: "America/New_York", utcOffset: -300 }],
      responses: {
        name: { label: "your_name", value: { firstName, lastName }, isHidden: false },
        email: { label: "email_address", value: email, isHidden: false },
        attendeePhoneNumber: { label: "phone_number", value: phone, isHidden: false },
      },
      ...more,
    },
  });
}
