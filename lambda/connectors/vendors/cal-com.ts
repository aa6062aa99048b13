import * as z from "zod/mini";
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
 * names the one before; seats of one appointment keep theirs.
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
      return readBooking(payload, createdAt, settings, country);
    case "BOOKING_CANCELLED":
    case "BOOKING_REJECTED":
      return unbooked(
        { booking: inShape(z.object({ uid: z.string() }), payload, "Cal.com booking").uid, why: "cancelled" },
        settings.when,
      );
    case "PING":
      return { kind: "test", why: "the sender tries whether the address works" };
    default:
      return { kind: "ignored", why: "the event is no booking" };
  }
}

function readBooking(
  payload: unknown,
  createdAt: string | null | undefined,
  settings: Settings,
  country?: Country,
): Reading {
  const booking = inShape(BookingSchema, payload, "Cal.com booking");
  // One that its host has yet to confirm is announced again when that is done.
  if (booking.status?.toUpperCase() === "PENDING") return { kind: "ignored", why: "the booking is not confirmed yet" };
  const person = readPerson(booking, settings.mapping, country);
  const replaces = booking.rescheduleUid ?? booking.rescheduledFromUid;
  const zone = booking.attendees?.[0]?.timeZone;
  return booked(person, { id: booking.uid, start: booking.startTime, zone, said: createdAt, replaces }, settings.when);
}

/** The one who booked is the first of the attendees. What they typed stands among the responses as well. */
function readPerson(
  { attendees = [], responses = {}, smsReminderNumber, title, eventTitle, startTime }: z.output<typeof BookingSchema>,
  mapping: Mapping,
  country: Country | undefined,
) {
  const [attendee] = attendees;
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
