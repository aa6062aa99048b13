import * as z from "zod/mini";
import type { Mapping } from "../../lead/reader/fields.ts";
import type { Country } from "../../lead/reader/phone.ts";
import { type Connector, configured } from "../contract/connector.ts";
import type { Reading } from "../contract/intake.ts";
import { booked, unbooked, WhenSetting } from "../kit/in/bookings.ts";
import { type LabelledAnswer, readAnswers } from "../kit/in/labelled-answers.ts";
import { MappingSetting, machineIntake, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { signatureOrKey, timedSignature } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    mapping: MappingSetting,
    when: WhenSetting,
    /** True: whoever fills in a routing form is called as well, whether or not a booking follows. */
    routingForms: z._default(z.boolean(), false),
  }),
  {},
);

const TOLERANCE_MS = 3 * 60_000;

/**
 * Calendly: who books is called, at the time that was agreed or at once. Each agreed time is an invitee of its own, which
 * names the one that it replaces; cancelling and not showing up ring nobody.
 * https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures
 */
export const calendly = {
  key: "calendly",
  title: "Calendly",
  recognises: (request) =>
    surely(
      request.headers["calendly-webhook-signature"] !== undefined ||
        bodyMentions(request, "https://api.calendly.com/", '"payload"'),
    ),
  intake: configured(SettingsSchema, ({ mapping, when, routingForms }) =>
    machineIntake(
      {
        relaysStrangers: true,
        verify: signatureOrKey({
          encoding: "hex",
          toleranceMs: TOLERANCE_MS,
          claims: timedSignature("calendly-webhook-signature", "v1"),
        }),
        read(body, places, _request, country) {
          const { event, payload } = inShape(EventSchema, body, "Calendly event");
          if (event === "invitee.created") return readInvitee(payload, places, when, country);
          if (event === "invitee.canceled") return readCancellation(payload, when);
          if (event === "routing_form_submission.created" && routingForms)
            return readRoutingForm(payload, places, country);
          return { kind: "ignored", why: "the event is no booking" };
        },
      },
      mapping,
    ),
  ),
} as const satisfies Connector;

const Text = z.optional(z.nullable(z.string()));
const EventSchema = z.object({ event: z.string(), payload: Anything });
const QuestionsSchema = ifPresent(listOf(z.object({ question: z.string(), answer: Anything })));

const InviteeSchema = z.object({
  uri: z.string(),
  name: Text,
  first_name: Text,
  last_name: Text,
  email: Text,
  text_reminder_number: Text,
  old_invitee: Text,
  timezone: Text,
  created_at: Text,
  questions_and_answers: QuestionsSchema,
  scheduled_event: ifPresent(
    z.object({
      name: Text,
      start_time: Text,
      /** For a phone call that the host makes, the place is the invitee's number. */
      location: ifPresent(z.object({ type: z.string(), location: Text })),
    }),
  ),
});

type When = z.output<typeof WhenSetting>;

function readInvitee(payload: unknown, mapping: Mapping, when: When, country: Country | undefined): Reading {
  const invitee = inShape(InviteeSchema, payload, "Calendly invitee");
  const { location: place, name: event, start_time } = invitee.scheduled_event ?? {};
  const called = place?.type === "outbound_call" ? place.location : undefined;
  const answers: LabelledAnswer[] = [
    { label: "name", value: invitee.name, field: "fullName" },
    { label: "first name", value: invitee.first_name, field: "firstName" },
    { label: "last name", value: invitee.last_name, field: "lastName" },
    { label: "email", value: invitee.email, field: "email" },
    { label: "phone", value: called ?? invitee.text_reminder_number, field: "phone" },
    ...answersOf(invitee.questions_and_answers),
  ];
  const { uri: id, timezone: zone, created_at: said, old_invitee: replaces } = invitee;
  const person = readAnswers(answers, mapping, { event, start_time }, country);
  return booked(person, { id, start: start_time, zone, said, replaces }, when);
}

const CancelledSchema = z.object({ uri: Text, rescheduled: z.optional(z.nullable(z.boolean())) });

function readCancellation(payload: unknown, when: When): Reading {
  const { uri, rescheduled } = inShape(CancelledSchema, payload, "Calendly invitee");
  if (!uri) return { kind: "ignored", why: "the event names no booking" };
  return unbooked([{ booking: uri, why: rescheduled === true ? "moved" : "cancelled" }], when);
}

const SubmissionSchema = z.object({
  uri: z.string(),
  routing_form: Text,
  questions_and_answers: QuestionsSchema,
});

/** https://developer.calendly.com/receive-data-from-scheduled-events-in-real-time-with-webhook-subscriptions */
function readRoutingForm(payload: unknown, mapping: Mapping, country: Country | undefined): Reading {
  const { uri, routing_form, questions_and_answers } = inShape(SubmissionSchema, payload, "Calendly routing form");
  return oneLead({
    externalId: uri,
    ...readAnswers(answersOf(questions_and_answers), mapping, { routing_form }, country),
  });
}

const answersOf = (questions: z.output<typeof QuestionsSchema> = []): LabelledAnswer[] =>
  questions.map(({ question, answer }) => ({ label: question, value: answer }));
