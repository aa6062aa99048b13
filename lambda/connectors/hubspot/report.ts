import * as z from "zod/mini";
import type { CallResult } from "../../lead/call.ts";
import type { CrmRecord, Person } from "../../lead/lead.ts";
import { RejectedError, TransientError } from "../../runtime/errors.ts";
import { cutText } from "../../runtime/text.ts";
import { configured, type Reporter, type ReportJob, type Written } from "../connector.ts";
import type { CrmHttp } from "../crm-http.ts";
import { callMarker, describeCall, outcomeOf } from "../describe-call.ts";
import { refreshTokenGrant } from "../refresh-token.ts";

const Text = (fallback: string | null) => z._default(z.nullable(z.string()), fallback);

const SettingsSchema = z.prefault(
  z.strictObject({
    /** HubSpot's id of the user who owns the logged calls. */
    ownerId: z.optional(z.string()),
    /** A lead from elsewhere whose contact does not exist: true makes one, false parks the result. */
    createContact: z._default(z.boolean(), true),
    /** The contact's lead status after the best call so far; null leaves it alone. */
    leadStatus: z.prefault(
      z.strictObject({
        contacted: Text("CONNECTED"),
        voicemail: Text("ATTEMPTED_TO_CONTACT"),
        missed: Text("ATTEMPTED_TO_CONTACT"),
        removed: Text("UNQUALIFIED"),
      }),
      {},
    ),
    /**
     * The call outcome shown in HubSpot, by its id; null shows none. The defaults exist in every account, others
     * are listed at https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/engagements/get-calling-v1-dispositions
     */
    dispositions: z.prefault(
      z.strictObject({
        contacted: Text("f240bbac-87c9-4f6e-bf70-924b57d47db7"),
        voicemail: Text("b2cf5968-551e-4856-9783-52b3da59a7d0"),
        missed: Text("73a0d17f-1163-4015-bdd5-ec830791da20"),
        busy: Text("9d9162e7-6cf3-4944-bf63-4dff82258764"),
        removed: Text(null),
      }),
      {},
    ),
  }),
  {},
);
type Settings = z.output<typeof SettingsSchema>;

const Given = z.string().check(z.minLength(1));

/**
 * Of an OAuth app, whose access lasts half an hour, or the access token of a private app, which stays. Either needs
 * the scopes `crm.objects.contacts.read` and `.write`.
 * https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ token: Given }),
]);

/** Results as calls on the contact, and the contact's lead status. */
export const hubspotReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    baseUrl: "https://api.hubapi.com",
    credentials: CredentialsSchema,
    /**
     * HubSpot's first token endpoint, `/oauth/v1/token`, ends on 16 February 2027:
     * https://developers.hubspot.com/changelog/v1-oauth-api-deprecation
     */
    renewal: { renew: refreshTokenGrant("/oauth/2026-03/token") },
    probe: "/crm/v3/objects/contacts?limit=1",
    authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
    findRecord: async (crm, lead, { mayMake }) => {
      if (mayMake) return contactOf(crm, lead, settings);
      const id = await findContact(crm, lead.person);
      return id === undefined ? undefined : { type: "contact", id };
    },
    write: (crm, job) => writeCall(crm, job, settings),
  }),
);

/** Characters of a note, its markup included. */
const MAX_NOTE = 65_000;

const CONTACTS = "/crm/v3/objects/contacts";
const CALLS = "/crm/v3/objects/calls";
/** From a call to a contact: https://developers.hubspot.com/docs/api/crm/calls */
const CALL_TO_CONTACT = { associationCategory: "HUBSPOT_DEFINED", associationTypeId: 194 };

async function writeCall(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<Written> {
  const contactId = job.record?.id ?? (await contactOf(crm, job.lead, settings)).id;
  const known = job.activityId ?? (job.mayExist ? await findCall(crm, job, contactId) : undefined);
  const properties = callProperties(job, settings);

  let activityId = known;
  if (known) {
    await crm.request("PATCH", `${CALLS}/${encodeURIComponent(known)}`, { properties });
  } else {
    const associations = [{ to: { id: contactId }, types: [CALL_TO_CONTACT] }];
    const created = await crm.request("POST", CALLS, { properties, associations });
    activityId = z.safeParse(ObjectSchema, created).data?.id;
  }

  const outcome = job.lead.outcome ?? job.call.outcome;
  const status = outcome && settings.leadStatus[outcome];
  if (status) {
    await crm.request("PATCH", `${CONTACTS}/${encodeURIComponent(contactId)}`, {
      properties: { hs_lead_status: status },
    });
  }
  return { activityId };
}

async function contactOf(crm: CrmHttp, { person }: ReportJob["lead"], settings: Settings): Promise<CrmRecord> {
  const id = (await findContact(crm, person)) ?? (await makeContact(crm, person, settings));
  return { type: "contact", id };
}

/** https://developers.hubspot.com/docs/api/crm/calls: all values are strings, the duration is in milliseconds. */
function callProperties(job: ReportJob, settings: Settings): Record<string, string> {
  const { call } = job;
  const inbound = call.direction === "inbound";
  const ended = call.status === "busy" ? "busy" : call.outcome;
  return given({
    hs_timestamp: timeOf(job),
    hs_call_title: `Callingly call - ${outcomeOf(call)}`,
    hs_call_body: cutText(asHtml(describeCall(call)), MAX_NOTE),
    hs_call_direction: inbound ? "INBOUND" : "OUTBOUND",
    hs_call_status: callStatus(call),
    hs_call_disposition: (ended && settings.dispositions[ended]) ?? undefined,
    hs_call_duration: String(Math.round(call.seconds * 1000)),
    hs_call_from_number: inbound ? call.phone : call.fromPhone,
    hs_call_to_number: inbound ? call.fromPhone : call.phone,
    hs_call_recording_url: call.recordingUrl,
    hubspot_owner_id: settings.ownerId,
  });
}

/** Notes are shown as HTML, and a transcript is whatever somebody said. */
const asHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");

/** HubSpot wants a time for every call: one that never started stands where its lead came in. */
const timeOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

function callStatus({ status, seconds, final }: CallResult): string {
  if (status === "busy") return "BUSY";
  if (status === "error" || status === "not called") return "FAILED";
  if (!final) return "IN_PROGRESS";
  return status === "completed" || seconds > 0 ? "COMPLETED" : "NO_ANSWER";
}

const ObjectSchema = z.object({
  id: z.string(),
  properties: z._default(z.record(z.string(), z.nullable(z.string())), {}),
});
const ResultsSchema = z.object({ results: z.array(ObjectSchema) });
type HubspotObject = z.output<typeof ObjectSchema>;

/** Asks for objects. An answer that cannot be read must not pass for "there are none". */
async function objectsFrom(crm: CrmHttp, path: string, question: object): Promise<HubspotObject[]> {
  const answer = z.safeParse(ResultsSchema, await crm.request("POST", path, question));
  if (!answer.success) throw new TransientError("HubSpot answered a look-up with something unexpected");
  return answer.data.results;
}

const DAY_MS = 86_400_000;

/**
 * The call object of an earlier write whose end is not known, by the words that begin its note. Only on this contact: the
 * same call may stand on another one as well. https://developers.hubspot.com/docs/api/crm/search, "Search through associations"
 */
async function findCall(crm: CrmHttp, job: ReportJob, contactId: string): Promise<string | undefined> {
  const time = Date.parse(timeOf(job));
  const filters = [
    { propertyName: "associations.contact", operator: "EQ", value: contactId },
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
  });
  const marker = `${callMarker(job.call)} `;
  return calls.find(({ properties }) => `${properties.hs_call_body?.replace(/<[^>]*>/g, "") ?? ""} `.startsWith(marker))
    ?.id;
}

async function findContact(crm: CrmHttp, { email, phone }: Person): Promise<string | undefined> {
  return (email && (await findByEmail(crm, email))) || (phone && (await findByPhone(crm, phone))) || undefined;
}

/** By reading instead of searching: it knows further addresses of a contact, and sees what was written a moment ago. */
async function findByEmail(crm: CrmHttp, email: string): Promise<string | undefined> {
  const question = { idProperty: "email", properties: ["email"], inputs: [{ id: email }] };
  return (await objectsFrom(crm, `${CONTACTS}/batch/read`, question))[0]?.id;
}

const PHONE_TAIL = 8;

/**
 * People write numbers in every way, so HubSpot keeps digits to search by, without the country's:
 * https://developers.hubspot.com/docs/api/crm/search. What ends alike is compared in full.
 */
async function findByPhone(crm: CrmHttp, phone: string): Promise<string | undefined> {
  const tail = `*${phone.slice(-PHONE_TAIL)}`;
  const searched = ["hs_searchable_calculated_phone_number", "hs_searchable_calculated_mobile_number"];
  const question = {
    filterGroups: searched.map((propertyName) => ({
      filters: [{ propertyName, operator: "CONTAINS_TOKEN", value: tail }],
    })),
    properties: ["phone", "mobilephone"],
    limit: 100,
  };
  const contacts = await objectsFrom(crm, `${CONTACTS}/search`, question);
  return contacts.find(({ properties }) =>
    [properties.phone, properties.mobilephone].some((text) => isSameNumber(text, phone)),
  )?.id;
}

/** `(202) 555-0143` and `020 7946 0958` are the numbers that end an E.164 number. */
function isSameNumber(text: string | null | undefined, phone: string): boolean {
  const digits = (text ?? "").replace(/\D/g, "").replace(/^0+/, "");
  return digits.length >= PHONE_TAIL && phone.endsWith(digits);
}

/** @returns the new contact's id */
async function makeContact(crm: CrmHttp, person: Person, settings: Settings): Promise<string> {
  if (!settings.createContact) {
    throw new RejectedError(404, "No HubSpot contact has this e-mail address or phone, and none may be made");
  }
  const { email, firstName: firstname, lastName: lastname, phone, company } = person;
  try {
    const created = await crm.request("POST", CONTACTS, {
      properties: given({ email, firstname, lastname, phone, company }),
    });
    const contact = z.safeParse(ObjectSchema, created).data;
    if (contact) return contact.id;
  } catch (error) {
    // Somebody was faster: the contact has come into being since we looked.
    if (!(error instanceof RejectedError && error.status === 409)) throw error;
  }
  const existing = await findContact(crm, person);
  if (!existing) throw new TransientError("HubSpot has the contact but does not show it yet");
  return existing;
}

const given = (properties: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined));
