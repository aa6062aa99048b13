import * as z from "zod/mini";
import type { CallResult } from "../../../lead/call/call.ts";
import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob, Written } from "../../contract/reporter.ts";
import { byEnd, byOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { titleOf } from "../../kit/out/describe-call.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import { secureAddress } from "../../kit/out/secure-address.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { hubspotAccess } from "./access.ts";
import { contactOf } from "./contact.ts";
import { changeContact, readContact } from "./contact-fields.ts";
import { ALL_OF_SEARCH, CALLS, given, ObjectSchema, objectsFrom } from "./objects.ts";
import { listUsers } from "./users.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    /** HubSpot's id of the user who owns the logged calls whose agent is no user. */
    ownerId: z.optional(z.string()),
    owners: OwnersSetting,
    /** A lead from elsewhere whose contact does not exist: true makes one, false parks the result. */
    createContact: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * The contact's lead status after the best call so far; null leaves it alone. It is set where phone and e-mail address
     * are the contact's, or the lead came with the contact.
     */
    leadStatus: byOutcome({
      contacted: "CONNECTED",
      voicemail: "ATTEMPTED_TO_CONTACT",
      missed: "ATTEMPTED_TO_CONTACT",
      removed: "UNQUALIFIED",
    }),
    /**
     * The statuses, besides none at all, that the first call may replace: those from before anybody worked on the lead.
     * What a person has set since stays. https://knowledge.hubspot.com/properties/hubspots-default-contact-properties
     */
    replacedLeadStatuses: z._default(z.array(z.string()), ["NEW", "OPEN"]),
    /** Properties of the contact, by their internal names; the moment goes into one of the type "date and time". */
    fields: SpeedFields,
    /**
     * The call outcome shown in HubSpot, by its id; null shows none. The defaults exist in every account, others
     * are listed at https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/engagements/get-calling-v1-dispositions
     */
    dispositions: byEnd({
      contacted: "f240bbac-87c9-4f6e-bf70-924b57d47db7",
      voicemail: "b2cf5968-551e-4856-9783-52b3da59a7d0",
      missed: "73a0d17f-1163-4015-bdd5-ec830791da20",
      busy: "9d9162e7-6cf3-4944-bf63-4dff82258764",
      removed: null,
    }),
  }),
  {},
);
export type Settings = z.output<typeof SettingsSchema>;

/** Results as calls on the contact, and the contact's lead status. */
export const hubspotReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...hubspotAccess,
    probe: "/crm/v3/objects/contacts?limit=1",
    findRecord: async (crm, lead, { mayMake }) => {
      const id = await contactOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "contact", id };
    },
    /** Shown to an app with the scope `crm.objects.owners.read`. */
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createCall(crm, job, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: findCall,
    updateRecord: (crm, job) => changeContact(crm, job, contactOfJob(job), settings),
  }),
);

/** Characters of a note, its markup included. */
const MAX_NOTE = 65_000;

/** From a call to a contact: https://developers.hubspot.com/docs/api/crm/calls */
const CALL_TO_CONTACT = { associationCategory: "HUBSPOT_DEFINED", associationTypeId: 194 };

/** It is found or made before anything is written. */
const contactOfJob = ({ record }: ReportJob): string => record?.id ?? "";

async function createCall(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<Written> {
  const associations = [{ to: { id: contactOfJob(job) }, types: [CALL_TO_CONTACT] }];
  const call = jsonContent({ properties: callProperties(job, settings), associations });
  const { body } = await crm.request("POST", CALLS, call);
  return { activityId: z.safeParse(ObjectSchema, body).data?.id };
}

async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<Written> {
  const call = jsonContent({ properties: callProperties(job, settings) });
  await crm.request("PATCH", `${CALLS}/${encodeURIComponent(id)}`, call);
  return { activityId: id };
}

/** https://developers.hubspot.com/docs/api/crm/calls: all values are strings, the duration is in milliseconds. */
function callProperties(job: ReportJob, settings: Settings): Record<string, string> {
  const { call } = job;
  const inbound = call.direction === "inbound";
  const ended = endOf(call);
  return given({
    hs_timestamp: timeOf(job),
    hs_call_title: titleOf(call),
    hs_call_body: htmlNote(job, MAX_NOTE),
    hs_call_direction: inbound ? "INBOUND" : "OUTBOUND",
    hs_call_status: callStatus(call),
    hs_call_disposition: (ended && settings.dispositions[ended]) ?? undefined,
    hs_call_duration: String(Math.round(call.seconds * 1000)),
    hs_call_from_number: inbound ? call.phone : call.fromPhone,
    hs_call_to_number: inbound ? call.fromPhone : call.phone,
    hs_call_recording_url: secureAddress(call.recordingUrl),
    hubspot_owner_id: job.ownerId ?? settings.ownerId,
  });
}

/** HubSpot wants a time for every call: one that never started stands where its lead came in. */
const timeOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

/** Callingly calls a call that nobody answered completed as well. */
function callStatus({ status, outcome, seconds, final, unrung }: CallResult): string {
  if (status === "busy") return "BUSY";
  if (status === "error" || status === "not called") return "FAILED";
  if (unrung) return "CANCELED";
  if (!final) return "IN_PROGRESS";
  if (outcome === "missed") return "NO_ANSWER";
  return status === "completed" || seconds > 0 ? "COMPLETED" : "NO_ANSWER";
}

const DAY_MS = 86_400_000;

/**
 * The call object of an earlier write whose end is not known, by the words that begin its note. Only on this contact: the
 * same call may stand on another one as well. https://developers.hubspot.com/docs/api/crm/search, "Search through associations"
 */
async function findCall(crm: CrmHttp, job: ReportJob): Promise<string | undefined> {
  // A search takes the id of a contact that was merged for nobody's.
  const contact = await readContact(crm, contactOfJob(job), ["email"]);
  if (!contact) return undefined;
  const time = Date.parse(timeOf(job));
  const filters = [
    { propertyName: "associations.contact", operator: "EQ", value: contact.id },
    { propertyName: "hs_call_body", operator: "CONTAINS_TOKEN", value: job.call.callId },
    {
      propertyName: "hs_timestamp",
      operator: "BETWEEN",
      value: String(time - DAY_MS),
      highValue: String(time + DAY_MS),
    },
  ];
  const calls = await objectsFrom(crm, `${CALLS}/search`, {
    filterGroups: [{ filters }],
    properties: ["hs_call_body"],
    limit: 20,
    ...ALL_OF_SEARCH,
  });
  return traceOf(job.call, calls, ({ properties }) => properties.hs_call_body)?.id;
}
