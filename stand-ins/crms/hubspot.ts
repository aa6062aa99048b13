import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { playConsent } from "../kit/consent.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { refusals } from "./hubspot-refusals.ts";

/**
 * As much of HubSpot as the bridge uses: contacts and calls, with its answers and errors.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide
 */

const demoToken = "demo-hubspot-token";
const PORTAL = 48_120_077;

/** An OAuth app that a person has let in. */
export const demoApp = {
  client_id: "demo-hubspot-app",
  client_secret: "demo-hubspot-app-secret",
  refresh_token: "demo-hubspot-refresh-token",
} as const;

const Properties = z.record(z.string(), z.string().nullable());

const ObjectSchema = z.object({
  id: z.string(),
  properties: Properties,
  /** Of a call: the contacts it is on. */
  contacts: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Of a contact: what it was merged into, which its id leads to from then on. */
  mergedInto: z.string().optional(),
});
type HubspotObject = z.infer<typeof ObjectSchema>;

const WriteSchema = z.object({
  properties: Properties,
  associations: z.array(z.object({ to: z.object({ id: z.string() }) })).default([]),
});
const SearchSchema = z.object({
  filterGroups: z.array(
    z.object({
      filters: z.array(
        z.object({
          propertyName: z.string(),
          operator: z.enum(["EQ", "CONTAINS_TOKEN", "BETWEEN"]),
          value: z.string(),
          highValue: z.string().optional(),
        }),
      ),
    }),
  ),
  limit: z.number().default(10),
});
type Filter = z.infer<typeof SearchSchema>["filterGroups"][number]["filters"][number];
const BatchReadSchema = z.object({
  idProperty: z.string().optional(),
  inputs: z.array(z.object({ id: z.string() })).max(100),
});

/** Its users: https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide */
const owners = [
  {
    id: "71234501",
    email: ada.email,
    type: "PERSON",
    firstName: "Ada",
    lastName: "Fields",
    userId: 1,
    archived: false,
  },
] as const;

/** HubSpot, with the means to put a contact into it as a person would. */
interface DemoHubspot extends DemoCrm {
  readonly contacts: Contacts;
}

export const hubspot = {
  connector: "hubspot",
  refusals,
  play: (open): DemoHubspot => playHubspot(open<HubspotObject>()),
} as const satisfies CrmStandIn;

type Type = "contacts" | "calls";

/** @param objects contacts and calls, by `{type}/{id}` */
function playHubspot(objects: Kept<HubspotObject>): DemoHubspot {
  const all = (type: Type): HubspotObject[] =>
    objects
      .entries()
      .flatMap(([key, object]) => (key.startsWith(`${type}/`) && object.mergedInto === undefined ? [object] : []));
  const find = (type: Type, id: string): HubspotObject | undefined => {
    const object = objects.get(`${type}/${id}`);
    return object?.mergedInto === undefined ? object : find(type, object.mergedInto);
  };
  const keep = (type: Type, object: HubspotObject): HubspotObject => {
    objects.set(`${type}/${object.id}`, object);
    return object;
  };
  const create = (type: Type, properties: HubspotObject["properties"], contacts: string[] = []): HubspotObject => {
    const at = new Date().toISOString();
    const id = String(151_209_840_001 + objects.entries().length);
    return keep(type, { id, properties: { ...properties, hs_object_id: id }, contacts, createdAt: at, updatedAt: at });
  };

  const formerIds = ({ id }: HubspotObject): string[] =>
    objects.entries().flatMap(([, object]) => (object.mergedInto === id ? [object.id, ...formerIds(object)] : []));

  /** Two become a new one, to which both ids lead: https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies */
  const merge = (loserId: string, winnerId: string): void => {
    const [loser, winner] = [loserId, winnerId].map((id) => find("contacts", id));
    if (!loser || !winner) return;
    const { hs_object_id: _, ...properties } = { ...loser.properties, ...winner.properties };
    const merged = create("contacts", properties);
    for (const each of [loser, winner]) keep("contacts", { ...each, mergedInto: merged.id });
    for (const call of all("calls")) {
      keep("calls", { ...call, contacts: call.contacts.map((id) => find("contacts", id)?.id ?? id) });
    }
  };

  const post = (type: Type, body: unknown): Outgoing => {
    const { properties, associations } = WriteSchema.parse(body);
    const named = associations.map(({ to }) => find("contacts", to.id)?.id);
    const contacts = named.filter((id) => id !== undefined);
    const twin = properties.email && all("contacts").find((contact) => contact.properties.email === properties.email);
    if (type === "contacts" && twin) return problem(409, "CONFLICT", `Contact already exists. Existing ID: ${twin.id}`);
    if (type === "calls" && !properties.hs_timestamp) {
      return problem(400, "VALIDATION_ERROR", "Error creating CALL. Some required properties were not set.");
    }
    if (contacts.length < named.length) {
      return problem(400, "VALIDATION_ERROR", "One or more associations are not valid.");
    }
    return json(201, shown(create(type, properties, contacts)));
  };

  const patch = (type: Type, id: string, body: unknown): Outgoing => {
    const object = find(type, id);
    if (!object) return problem(404, "OBJECT_NOT_FOUND", "resource not found");
    const properties = { ...object.properties, ...WriteSchema.parse(body).properties };
    return json(200, shown(keep(type, { ...object, properties, updatedAt: new Date().toISOString() })));
  };

  const search = (type: Type, body: unknown): Outgoing => {
    const { filterGroups, limit } = SearchSchema.parse(body);
    const found = all(type).filter((object) =>
      filterGroups.some(({ filters }) => filters.every((one) => fits(object, one))),
    );
    return json(200, { total: found.length, results: found.slice(0, limit).map(shown) });
  };

  const batchRead = (type: Type, body: unknown): Outgoing => {
    const { idProperty = "hs_object_id", inputs } = BatchReadSchema.parse(body);
    const wanted = inputs.map(({ id }) => id.toLowerCase());
    const idOf = ({ properties }: HubspotObject): string => properties[idProperty]?.toLowerCase() ?? "";
    const idsOf = (object: HubspotObject): string[] => [
      idOf(object),
      ...(idProperty === "hs_object_id" ? formerIds(object) : []),
    ];
    const found = all(type).filter((object) => idsOf(object).some((id) => wanted.includes(id)));
    const results = found.map(shown);
    const missing = wanted.filter((id) => !found.some((object) => idsOf(object).includes(id)));
    if (missing.length === 0) return json(200, { status: "COMPLETE", results });
    return json(207, { status: "COMPLETE", results, numErrors: 1, errors: [notFound(missing)] });
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    if (method === "GET" && /^\/crm\/v3\/owners(?:\?|$)/.test(path)) return json(200, { results: owners });
    if (method === "GET" && path === "/account-info/v3/details") return json(200, { portalId: PORTAL });
    const [, type, rest = ""] = /^\/crm\/v3\/objects\/(contacts|calls)(?:\/([^?]+))?(?:\?|$)/.exec(path) ?? [];
    if (type !== "contacts" && type !== "calls") return problem(404, "OBJECT_NOT_FOUND", "resource not found");
    const value = body === "" ? undefined : (JSON.parse(body) as unknown);
    if (method === "POST" && rest === "") return post(type, value);
    if (method === "POST" && rest === "search") return search(type, value);
    if (method === "POST" && rest === "batch/read") return batchRead(type, value);
    if (method === "GET" && rest === "") return json(200, { results: all(type).slice(0, 10).map(shown) });
    const object = find(type, rest);
    if (method === "GET" && object) return json(200, shown(object));
    if (method === "PATCH") return patch(type, rest, value);
    return problem(404, "OBJECT_NOT_FOUND", "resource not found");
  };

  const asked = playConsent({ app: demoApp, authorise: "/oauth/authorize", token: "/oauth/2026-03/token" });
  return {
    credentials: { token: demoToken },
    answer(request) {
      const consent = asked(request);
      if (consent) return consent;
      if (request.method === "POST" && request.path === "/oauth/2026-03/token") return renewAccess(request.body);
      if (request.headers.authorization !== `Bearer ${demoToken}`) {
        return problem(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
      }
      try {
        return route(request);
      } catch (error) {
        if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
        return problem(400, "VALIDATION_ERROR", `Invalid input JSON: ${error.message.slice(0, 200)}`);
      }
    },
    records: () => toRecords(all("contacts"), all("calls")),
    contacts: {
      save: ({ firstName: firstname = "", lastName: lastname = "", email = "", phone = "" }) => {
        const given = Object.entries({ firstname, lastname, email, phone }).filter(([, value]) => value !== "");
        return create("contacts", { ...Object.fromEntries(given), lifecyclestage: "lead" }).id;
      },
      merge,
      sent: (id) => byWorkflow(find("contacts", id)),
    },
  };
}

/** In the form that the workflow action "Send a webhook" uses, each value with its history. */
function byWorkflow(contact: HubspotObject | undefined): ReturnType<Contacts["sent"]> {
  const { id = "", properties = {}, createdAt = "" } = contact ?? {};
  const version = {
    "source-type": "CRM_UI",
    "source-id": "userId:1",
    "source-label": null,
    timestamp: Date.parse(createdAt),
    selected: false,
  };
  const values = Object.entries(properties).map(([name, value]) => [
    name,
    { value, versions: [{ value, ...version }] },
  ]);
  const body = {
    vid: Number(id),
    "canonical-vid": Number(id),
    "merged-vids": [],
    "portal-id": PORTAL,
    "is-contact": true,
    properties: Object.fromEntries(values),
    "form-submissions": [],
    "list-memberships": [],
    "identity-profiles": [],
    "merge-audits": [],
  };
  const agent = "HubSpot Connect 2.0 (http://dev.hubspot.com/)";
  return { headers: { "content-type": "application/json", "user-agent": agent }, body: JSON.stringify(body) };
}

/** https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens */
function renewAccess(body: string): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  const isApp = Object.entries(demoApp).every(([name, value]) => form[name] === value);
  if (isApp && form.grant_type === "refresh_token") {
    const { refresh_token } = demoApp;
    return json(200, { token_type: "bearer", access_token: demoToken, refresh_token, expires_in: 1_800 });
  }
  const message = "refresh token is invalid, expired or revoked";
  return json(400, { error: "invalid_grant", error_description: message, status: "BAD_REFRESH_TOKEN", message });
}

/** How HubSpot shows an object; it keeps digits to search by, without the country's. */
const shown = ({ contacts: _, ...object }: HubspotObject) => ({ ...object, archived: false });

function fits(
  { properties, contacts }: HubspotObject,
  { propertyName, operator, value, highValue = "" }: Filter,
): boolean {
  if (propertyName === "associations.contact") return contacts.includes(value);
  const held = searchable(properties, propertyName);
  if (operator === "EQ") return held === value;
  if (operator === "BETWEEN") return Date.parse(held) >= Number(value) && Date.parse(held) <= Number(highValue);
  const pattern = value.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return held.split(/[^\p{L}\p{N}+]+/u).some((token) => new RegExp(`^${pattern}$`, "i").test(token));
}

function searchable(properties: HubspotObject["properties"], name: string): string {
  const phone = {
    hs_searchable_calculated_phone_number: "phone",
    hs_searchable_calculated_mobile_number: "mobilephone",
  }[name];
  return phone === undefined ? (properties[name] ?? "") : (properties[phone] ?? "").replace(/\D/g, "").slice(-10);
}

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling */
const problem = (status: number, category: string, message: string): Outgoing =>
  json(status, { status: "error", message, correlationId: randomUUID(), category });

/** Of a batch, the ids that are not there: https://developers.hubspot.com/docs/api-reference/latest/error-handling */
const notFound = (ids: readonly string[]) => ({
  status: "error",
  category: "OBJECT_NOT_FOUND",
  message: "Could not get some objects, they may be deleted or not exist. Check that ids are valid.",
  context: { ids },
});

/** https://developers.hubspot.com/docs/api-reference/legacy/crm/activities/engagements/get-calling-v1-dispositions */
const outcomes: Readonly<Record<string, { readonly name: string; readonly result: string }>> = {
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": { name: "Connected", result: "contacted" },
  "73a0d17f-1163-4015-bdd5-ec830791da20": { name: "No answer", result: "missed" },
  "b2cf5968-551e-4856-9783-52b3da59a7d0": { name: "Left voicemail", result: "voicemail" },
  "9d9162e7-6cf3-4944-bf63-4dff82258764": { name: "Busy", result: "busy" },
};

function toRecords(contacts: readonly HubspotObject[], calls: readonly HubspotObject[]): CrmRecord[] {
  const callsOf = new Map<string, HubspotObject[]>(contacts.map(({ id }) => [id, []]));
  for (const call of calls) for (const id of call.contacts) callsOf.get(id)?.push(call);
  return contacts.map(({ id, properties }) => ({
    id,
    name: [properties.firstname, properties.lastname].filter(Boolean).join(" "),
    phone: properties.phone ?? "",
    email: properties.email ?? "",
    summary: properties.hs_lead_status ?? "",
    calls: (callsOf.get(id) ?? []).map(toCall),
  }));
}

const toCall = ({ id, properties }: HubspotObject) => ({
  id,
  callId: /^Callingly call (\w+)/.exec(properties.hs_call_body ?? "")?.[1] ?? "",
  outcome: outcomes[properties.hs_call_disposition ?? ""]?.name ?? properties.hs_call_title ?? "",
  result: outcomes[properties.hs_call_disposition ?? ""]?.result,
  seconds: Number(properties.hs_call_duration ?? 0) / 1000,
  startedAt: properties.hs_timestamp ?? "",
  recordingUrl: properties.hs_call_recording_url ?? undefined,
  kept: properties,
});
