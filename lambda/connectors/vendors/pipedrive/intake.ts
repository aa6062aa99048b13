import * as z from "zod/mini";
import { parseBody } from "../../../runtime/body.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake, Reading } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { eventLeads } from "../../kit/in/event-leads.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { withStops } from "../../kit/in/stops.ts";
import { activitySettings, readCallActivity } from "./call-activities.ts";
import { type Happening, readHappening } from "./happenings.ts";
import { draftOf, refusalSettings, refusesCalls } from "./person-draft.ts";
import { personsApi } from "./persons-api.ts";
import { PersonSchema } from "./shapes.ts";
import { isStop, keyOf, needsAccess, triggerSettings } from "./triggers.ts";

const SettingsSchema = z.prefault(z.strictObject({ ...triggerSettings, ...refusalSettings, ...activitySettings }), {});
type Settings = z.output<typeof SettingsSchema>;

/**
 * Leads from webhooks of version 2: a person comes whole, a deal or lead with the id of its person. Pipedrive signs
 * nothing; it sends the name and password that the webhook was given, as HTTP Basic has them, and the password is the
 * source's key. https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */
export const pipedriveIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySourceKey,
    read: async (request) => {
      const body = await parseBody(request.body, request.headers["content-type"]);
      const activity = readCallActivity(body, settings);
      if (activity) return activity;
      const happening = readHappening(body);
      const reading = readLead(happening, settings);
      const refuses = happening !== undefined && isRefusal(happening, settings);
      if (!happening || !isStop(happening, settings, refuses)) return reading;
      return withStops(reading, [{ type: happening.entity, id: happening.id, ...(refuses && { refusesCalls: true }) }]);
    },
    platform: personsApi({
      refusals: settings,
      isOptional: !needsAccess(settings) && settings.callActivities.length === 0,
    }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // Whatever is no success is sent again after 3, 30 and 150 seconds, and ten failures in a row close the webhook for
    // half an hour.
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

/** A person's record comes whole. What a deal or lead says is about no person. */
const isRefusal = ({ entity, id, record }: Happening, settings: Settings): boolean =>
  entity === "person" && record !== undefined && refusesCalls(z.parse(PersonSchema, { ...record, id }), settings);

function readLead(happening: Happening | undefined, settings: Settings): Reading {
  if (!happening) return { kind: "ignored", why: "the event is about no person, deal or lead" };
  const key = keyOf(happening, settings);
  if (key === undefined) return eventLeads([]);
  const { entity, id, record, eventId } = happening;
  const about = { key, externalId: eventId, record: { type: entity, id } };
  if (entity === "person") {
    const person = z.parse(PersonSchema, { ...record, id });
    return { kind: "leads", leads: [{ ...draftOf(person, settings), ...about }] };
  }
  // An import brings deals that are over as well.
  if (record?.is_archived || (record?.status && record.status !== "open")) {
    return { kind: "ignored", why: "the deal or lead is over" };
  }
  const reference = record?.person_id;
  // An organization alone has no telephone.
  if (!reference || !/^[1-9]\d{0,14}$/.test(reference)) return { kind: "ignored", why: "the event names no person" };
  return { kind: "leads", leads: [{ ...about, reference, ...(record?.title && { extra: { title: record.title } }) }] };
}
