import { hash } from "node:crypto";
import * as z from "zod/mini";
import type { EndedBooking } from "../../lead/booking.ts";
import type { Mapping } from "../../lead/reader/fields.ts";
import type { Country } from "../../lead/reader/phone.ts";
import { type Connector, configured } from "../contract/connector.ts";
import type { Reading } from "../contract/intake.ts";
import { booked, unbooked, WhenSetting } from "../kit/in/bookings.ts";
import { type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { MappingSetting, machineIntake } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { bodySignature, signatureOrKey } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

const SettingsSchema = z.prefault(z.strictObject({ mapping: MappingSetting, when: WhenSetting }), {});
type Settings = z.output<typeof SettingsSchema>;

/**
 * Cal.com: who books is called, at the time that was agreed or at once. A booking that is moved gets another `uid`, and
 * names the one before. People who take seats of one appointment share its `uid`: each is a booking of their own here, by
 * their address, as the event of a seat that is given up names nothing else of it.
 * https://cal.com/docs/developing/guides/automation/webhooks
 */
export const calCom = {
  key: "cal-com",
  title: "Cal.com",
  recognises: (request) =>
    surely(
      request.headers["x-cal-signature-256"] !== undefined ||
        bodyMentions(request, '"triggerEvent"', '"payload"', '"attendees"'),
    ),
  intake: configured(SettingsSchema, (settings) =>
    machineIntake(
      {
        relaysStrangers: true,
        verify: signatureOrKey({ encoding: "hex", claims: bodySignature("x-cal-signature-256") }),
        read: (body, mapping, _request, country) => readEvent(body, { ...settings, mapping }, country),
      },
      settings.mapping,
    ),
  ),
} as const satisfies Connector;

const Text = z.optional(z.nullable(z.string()));
const EventSchema = z.object({ triggerEvent: z.string(), createdAt: Text, payload: ifPresent(Anything) });

const BookingSchema = z.object({
  uid: z.string(),
  startTime: Text,
  title: Text,
  eventTitle: Text,
  status: Text,
  rescheduleUid: Text,
  rescheduledFromUid: Text,
  smsReminderNumber: Text,
  seatsPerTimeSlot: ifPresent(Anything),
  attendees: ifPresent(
    listOf(
      z.object({ name: Anything, email: Text, timeZone: Text, phoneNumber: Text, firstName: Text, lastName: Text }),
    ),
  ),
  responses: ifPresent(z.record(z.string(), Anything)),
});

function readEvent(body: unknown, settings: Settings, country: Country | undefined): Reading {
  const { triggerEvent, createdAt, payload } = inShape(EventSchema, body, "Cal.com event");
  switch (triggerEvent) {
    case "BOOKING_CREATED":
    case "BOOKING_RESCHEDULED":
    case "BOOKING_REQUESTED":
      return readBooking(payload, triggerEvent, createdAt, settings, country);
    case "BOOKING_CANCELLED":
    case "BOOKING_REJECTED":
      return unbooked(cancelledIn(inShape(BookingSchema, payload, "Cal.com booking"), createdAt), settings.when);
    case "PING":
      return { kind: "test", why: "the sender tries whether the address works" };
    default:
      return { kind: "ignored", why: "the event is no booking" };
  }
}

function readBooking(
  payload: unknown,
  triggerEvent: string,
  createdAt: string | null | undefined,
  settings: Settings,
  country?: Country,
): Reading {
  const booking = inShape(BookingSchema, payload, "Cal.com booking");
  const booker = bookerOf(booking);
  const replaced = booking.rescheduleUid ?? booking.rescheduledFromUid;
  const replaces = replaced ? idOf({ ...booking, uid: replaced }, booker?.email) : undefined;
  const id = idOf(booking, booker?.email);
  // One that its host has yet to confirm is announced again when that is done. What it replaces is no more already.
  if (triggerEvent === "BOOKING_REQUESTED" || booking.status?.toUpperCase() === "PENDING")
    return replaces === undefined || replaces === id
      ? { kind: "ignored", why: "the booking is not confirmed yet" }
      : unbooked([{ booking: replaces, why: "moved" }], settings.when);
  const person = readPerson(booking, booker, settings.mapping, country);
  const zone = booker?.timeZone;
  return booked(person, { id, start: booking.startTime, zone, said: createdAt, replaces }, settings.when);
}

type CalBooking = z.output<typeof BookingSchema>;

/** Who takes a seat may stand behind those who took one before. */
function bookerOf({ attendees = [], responses = {} }: CalBooking) {
  const email = textIn(answerIn(responses.email))?.toLowerCase();
  return attendees.find((attendee) => email !== undefined && attendee.email?.toLowerCase() === email) ?? attendees[0];
}

/** Of a seat: the appointment's and whose it is, which nobody reads from it. */
const idOf = ({ uid, seatsPerTimeSlot }: CalBooking, email: string | null | undefined): string =>
  seatsPerTimeSlot && email ? `${uid}/${hash("sha256", email.toLowerCase(), "base64url").slice(0, 16)}` : uid;

/** Of seats, those whose people are named: one that was given up, or all where the host has cancelled. */
function cancelledIn(booking: CalBooking, said: string | null | undefined): EndedBooking[] {
  const { attendees = [], uid, seatsPerTimeSlot } = booking;
  const ids = seatsPerTimeSlot ? attendees.map(({ email }) => idOf(booking, email)) : [uid];
  return [...new Set(ids)].map((id) => ({ booking: id, why: "cancelled", said }));
}

/** What the one who booked has typed stands among the responses as well. */
function readPerson(
  { responses = {}, smsReminderNumber, title, eventTitle, startTime }: CalBooking,
  attendee: ReturnType<typeof bookerOf>,
  mapping: Mapping,
  country: Country | undefined,
) {
  const given = new Map(Object.entries(responses).map(([name, response]) => [name, answerIn(response)]));
  const called = given.get("location");
  const answers: LabelledAnswer[] = [
    { label: "first name", value: attendee?.firstName || partOf(given.get("name"), "firstName"), field: "firstName" },
    { label: "last name", value: attendee?.lastName || partOf(given.get("name"), "lastName"), field: "lastName" },
    { label: "name", value: textIn(attendee?.name) ?? textIn(given.get("name")), field: "fullName" },
    { label: "email", value: MADE_UP.test(attendee?.email ?? "") ? undefined : attendee?.email, field: "email" },
    {
      label: "phone",
      value: [
        given.get("attendeePhoneNumber"),
        // For a call that the host makes, the place is the attendee's number.
        partOf(called, "value") === "phone" ? partOf(called, "optionValue") : undefined,
        attendee?.phoneNumber,
        given.get("smsReminderNumber"),
        smsReminderNumber,
      ].find((number) => typeof number === "string" && number !== ""),
      field: "phone",
    },
    ...[...given].flatMap(([name, value]) =>
      OWN.has(name) || typeof value === "object" ? [] : [{ label: labelOf(responses[name]) ?? name, name, value }],
    ),
  ];
  return readAnswers(answers, mapping, { event: eventTitle ?? title, start_time: startTime }, country);
}

/** Made of the number, for who books without an address. */
const MADE_UP = /@sms\.cal\.com$/i;

/** Questions of Cal.com's own, which are read by their names. */
const OWN: ReadonlySet<string> = new Set([
  "name",
  "email",
  "location",
  "guests",
  "attendeePhoneNumber",
  "smsReminderNumber",
  "rescheduleReason",
]);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** A response is its label with its value, or in older versions the value alone. */
const answerIn = (response: unknown): unknown =>
  typeof response === "object" && response !== null && Object.hasOwn(response, "value")
    ? memberOf(response, "value")
    : response;

const labelOf = (response: unknown): string | undefined => textIn(memberOf(response, "label"));
const partOf = (value: unknown, name: string): string | undefined => textIn(memberOf(value, name));
const textIn = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
