import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { parseBody } from "../../../runtime/body.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake, Reading, StoppedRecord } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting } from "../../kit/in/machine-sender.ts";
import { trialIn } from "../../kit/in/no-lead.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { withStops } from "../../kit/in/stops.ts";
import { activitySettings, readActivity } from "./activities.ts";
import { activitiesApi } from "./activities-api.ts";
import { longId, personRecord } from "./ids.ts";
import { acknowledge, isMessage, type RecordFields, readMessage } from "./outbound-message.ts";
import { readComposed, readNamed, refusesCalls } from "./person-fields.ts";
import { isDeleted, isOurs, isStop, keyOf, type SentRecord, triggerSettings } from "./triggers.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...triggerSettings,
    ...activitySettings,
    /** The organisation whose outbound messages are taken. A sandbox that is copied from it sends to the same address. */
    organizationId: z.optional(
      z
        .string()
        .check(
          z.refine(
            (id) => longId(id)?.startsWith("00D") === true,
            "write the organisation's id, which begins with 00D (Setup, Company Information)",
          ),
        ),
    ),
    mapping: MappingSetting,
    /** Fields that say that somebody wants no call: each that is neither empty nor false holds the lead. */
    doNotCall: z._default(z.array(z.string().check(z.minLength(1))), ["DoNotCall"]),
  }),
  {},
);
type Settings = z.output<typeof SettingsSchema>;

/**
 * Leads and contacts that a rule or flow sends: as outbound messages, which Salesforce repeats for a day, or as the JSON
 * of a flow's HTTP callout, which nobody repeats. Neither is signed: the source's key opens the door.
 */
export const salesforceIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifySourceKey,
    read: (request, country) =>
      isMessage(request) ? readEnvelope(request, settings) : readCallout(request, settings, country),
    ...(settings.callActivities.length > 0 && { platform: activitiesApi(settings) }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    reply: (request, answer) => (isMessage(request) ? acknowledge(answer) : jsonAnswer(answer)),
  }),
);

async function readEnvelope({ body }: HttpRequest, settings: Settings): Promise<Reading> {
  const { organizationId, notifications } = await readMessage(body);
  const expected = settings.organizationId;
  if (expected !== undefined && longId(organizationId) !== longId(expected)) {
    throw new RejectedError(403, "The message is from another organisation than the source's organizationId");
  }
  const { activities, others } = parted(notifications, ({ fields }) => readActivity(fields, settings));
  const drafts = others.map(({ id, fields }) => {
    const draft = draftOf(
      { fields, id: longId(idIn(fields)), event: id },
      settings,
      readNamed(fields, settings.mapping),
    );
    return draft && { ...draft, externalId: id };
  });
  return withStops(
    readingOf(drafts, activities),
    stopsAmong(
      others.map(({ fields }) => fields),
      settings,
    ),
  );
}

type Activity = NonNullable<ReturnType<typeof readActivity>>;

/** Tasks and events come beside records, in one request or by themselves. */
function parted<Sent>(sent: readonly Sent[], read: (one: Sent) => Activity | undefined) {
  const activities: Activity[] = [];
  const others = sent.filter((one) => {
    const activity = read(one);
    if (activity) activities.push(activity);
    return activity === undefined;
  });
  return { activities, others };
}

const MOST_RECORDS = 100;

/** One record, or a list of them. */
async function readCallout({ body, headers }: HttpRequest, settings: Settings, country?: Country): Promise<Reading> {
  const value = await parseBody(body, headers["content-type"]);
  const records = [value].flat().filter(isRecord);
  if (records.length === 0) throw new RejectedError(422, "The body is no record: a JSON object, or a list of them");
  if (records.length > MOST_RECORDS) throw new RejectedError(413, `More than ${MOST_RECORDS} records in one request`);
  const [trial] = records.map(trialIn);
  if (trial && records.length === 1) return trial;
  const { activities, others } = parted(records, (fields) => readActivity(fields, settings));
  const drafts = others
    .filter((fields) => !trialIn(fields))
    .map((fields) => {
      const id = longId(idIn(fields));
      const sent = { fields, id, event: `${id}:${fingerprint(fields)}` };
      const draft = draftOf(sent, settings, readComposed(fields, settings.mapping, country));
      // Without an id nobody can tell a repeat from the next time but by the person.
      return draft && (id === undefined ? { ...draft, key: undefined } : withWindow(draft));
    });
  return withStops(readingOf(drafts, activities), stopsAmong(others, settings));
}

function stopsAmong(sent: readonly RecordFields[], settings: Settings): StoppedRecord[] {
  const stops = sent.filter((fields) => isStop(fields, settings));
  const ids = new Set(stops.map((fields) => longId(idIn(fields))));
  return [...ids].flatMap((id) => {
    const record = id === undefined ? undefined : personRecord(id);
    const refuses = stops.some((fields) => longId(idIn(fields)) === id && refusesCalls(fields, settings.doNotCall));
    return record ? [{ ...record, refusesCalls: refuses || undefined }] : [];
  });
}

/** A flow that sends the same record with the same values again within a day repeats itself. */
const REPEAT_WINDOW_MS = 86_400_000;

const withWindow = (draft: LeadDraft): LeadDraft =>
  draft.key?.startsWith("created:") ? draft : { ...draft, keyWindowMs: REPEAT_WINDOW_MS };

const isRecord = (value: unknown): value is RecordFields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

const fingerprint = (fields: RecordFields): string =>
  createHash("sha256").update(JSON.stringify(fields)).digest("base64url");

/** A flow's author may write it in small letters. */
const idIn = (fields: RecordFields): string => {
  const id = fields.Id ?? fields.id;
  return typeof id === "string" ? id : "";
};

/** @returns undefined for what is no lead */
function draftOf(sent: SentRecord, settings: Settings, person: LeadDraft): LeadDraft | undefined {
  const { fields, id } = sent;
  // The record was deleted before its notification was sent.
  const isEmpty = Object.keys(fields).length === 0;
  const key = isEmpty || isDeleted(fields) || isOurs(fields, settings) ? undefined : keyOf(sent, settings);
  if (key === undefined) return undefined;
  const record = id === undefined ? undefined : personRecord(id);
  const isRefused = person.callsRefused === true || refusesCalls(fields, settings.doNotCall);
  return { ...person, key, ...(record && { record }), ...(isRefused && { callsRefused: true }) };
}

/** Of several notifications on one record the last one has its latest values, and so have all. */
function readingOf(drafts: readonly (LeadDraft | undefined)[], activities: readonly Activity[]): Reading {
  const seen = new Set<string>();
  const leads = drafts.filter((draft): draft is LeadDraft => {
    if (draft === undefined || (draft.key !== undefined && seen.has(draft.key))) return false;
    if (draft.key !== undefined) seen.add(draft.key);
    return true;
  });
  const planned = new Map(
    activities.flatMap((one) => (one.kind === "planned" ? [[one.draft.booking, one.draft]] : [])),
  );
  const ended = activities.flatMap((one) => (one.kind === "over" ? [one.ended] : []));
  const over = ended.length > 0 && { ended };
  return leads.length > 0 || planned.size > 0
    ? { kind: "leads", leads: [...leads, ...planned.values()], ...over }
    : { kind: "ignored", why: "no record of it is a lead, as the source's settings have it", ...over };
}
