import { randomUUID } from "node:crypto";
import * as z from "zod";
import { parsePhone } from "../callingly/phones.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import type { Outgoing } from "../kit/serve.ts";
import { refusals } from "./close-refusals.ts";
import {
  CallListSchema,
  CreateCallSchema,
  CreateLeadSchema,
  ListSchema,
  type NewContact,
  NothingSchema,
  OneSchema,
  SearchSchema,
  UpdateCallSchema,
  UpdateLeadSchema,
} from "./close-shapes.ts";

/**
 * As much of Close as the bridge uses: leads with their contacts, calls, statuses, users, its search, its errors and its
 * OAuth, whose refresh token is another after each use. https://developer.close.com/api
 */

export const demoKey = "api_demo.close-key";

/** An OAuth app that a person has let in. */
export const demoApp = {
  client_id: "oa2client_demo",
  client_secret: "demo-close-app-secret",
  refresh_token: "demo-close-refresh-token",
} as const;

const ACCESS_MS = 3_600_000;

/** Those that an organisation begins with, in part. */
const statuses = [
  { id: "stat_potential", label: "Potential" },
  { id: "stat_interested", label: "Interested" },
  { id: "stat_badfit", label: "Bad Fit" },
] as const;

const users = [
  {
    id: "user_ada",
    email: ada.email,
    first_name: "Ada",
    last_name: "Fields",
    organizations: ["orga_demo"],
  },
] as const;

interface Phone {
  readonly phone: string;
  readonly type: string;
}
interface Email {
  readonly email: string;
  readonly type: string;
  readonly is_unsubscribed: boolean;
}
interface Contact {
  readonly kind: "contact";
  readonly id: string;
  readonly lead_id: string;
  readonly name: string;
  readonly phones: readonly Phone[];
  readonly emails: readonly Email[];
}
interface Lead {
  readonly kind: "lead";
  readonly id: string;
  readonly name: string;
  readonly status_id: string;
  readonly custom: Readonly<Record<string, string | number | null>>;
}
interface Call {
  readonly kind: "call";
  readonly id: string;
  readonly values: z.infer<typeof CreateCallSchema>;
}
/** A lead that was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: string;
}
type CloseObject = Contact | Lead | Call | Gone;

/** Close, with the means to put a contact into it as a person would. */
interface DemoClose extends DemoCrm {
  readonly contacts: Contacts;
}

export const close = {
  connector: "close",
  refusals,
  play: (open, now = Date.now): DemoClose => playClose(open<CloseObject>(), now),
} as const satisfies CrmStandIn;

/** @param objects leads, contacts and calls, by their ids */
function playClose(objects: Kept<CloseObject>, now: () => number): DemoClose {
  const all = <Kind extends CloseObject["kind"]>(kind: Kind) =>
    objects
      .entries()
      .flatMap(([, object]) => (object.kind === kind ? [object as Extract<CloseObject, { kind: Kind }>] : []));
  const find = <Kind extends CloseObject["kind"]>(kind: Kind, id: string) =>
    all(kind).find((object) => object.id === id);
  const newId = (prefix: string): string => `${prefix}_${String(objects.entries().length + 1).padStart(6, "0")}`;
  const oauth = playOAuth(now);

  const isPhone = (phone: string | null): phone is string => phone !== null && parsePhone(phone, "US") !== undefined;
  const addContact = (lead_id: string, { name, phones = [], emails = [] }: NewContact): Contact => {
    const contact: Contact = {
      kind: "contact",
      id: newId("cont"),
      lead_id,
      name: name ?? "",
      phones: phones.map(({ phone, type = "office" }) => ({
        phone: parsePhone(phone ?? "", "US") ?? phone ?? "",
        type,
      })),
      emails: emails.map(({ email, type = "office" }) => ({ email, type, is_unsubscribed: false })),
    };
    objects.set(contact.id, contact);
    return contact;
  };

  const shownContact = ({ kind: _, ...contact }: Contact) => ({
    ...contact,
    display_name: contact.name,
    organization_id: "orga_demo",
    title: null,
  });
  const shownLead = ({ id, name, status_id, custom }: Lead) => {
    const contacts = all("contact").filter(({ lead_id }) => lead_id === id);
    return {
      id,
      name,
      display_name: name || (contacts[0]?.name ?? ""),
      organization_id: "orga_demo",
      status_id,
      status_label: statusOf(undefined, status_id)?.label ?? "",
      contact_ids: contacts.map((contact) => contact.id),
      contacts: contacts.map(shownContact),
      opportunities: [],
      tasks: [],
      ...custom,
    };
  };
  const shownCall = ({ id, values }: Call) => ({ _type: "Call", id, organization_id: "orga_demo", ...values });

  const createLead = (body: unknown): Outgoing => {
    const { fields, custom } = CreateLeadSchema.parse(body);
    const { name = "", contacts = [], status, status_id } = fields;
    if (contacts.some(({ phones = [] }) => !phones.every(({ phone }) => isPhone(phone)))) {
      return invalid({ contacts: { phones: "Invalid phone number." } });
    }
    const found = statusOf(status, status_id) ?? statuses[0];
    const lead: Lead = { kind: "lead", id: newId("lead"), name, status_id: found.id, custom };
    objects.set(lead.id, lead);
    for (const contact of contacts) addContact(lead.id, contact);
    return json(200, shownLead(lead));
  };

  const updateLead = (id: string, body: unknown): Outgoing => {
    const lead = find("lead", id);
    if (!lead) return notFound;
    const { fields, custom } = UpdateLeadSchema.parse(body);
    const { name = lead.name, status, status_id } = fields;
    const named = statusOf(status, status_id);
    if (!named && (status ?? status_id) !== undefined) return invalid({ status_id: "Object does not exist." });
    const changed = { ...lead, name, status_id: named?.id ?? lead.status_id, custom: { ...lead.custom, ...custom } };
    objects.set(id, changed);
    return json(200, shownLead(changed));
  };

  const wrongIn = ({ lead_id, contact_id, user_id, outcome_id }: z.infer<typeof UpdateCallSchema>) => ({
    ...(lead_id && !find("lead", lead_id) && { lead_id: "Object does not exist." }),
    ...(contact_id && !find("contact", contact_id) && { contact_id: "Object does not exist." }),
    ...(user_id && !users.some(({ id }) => id === user_id) && { user_id: "Object does not exist." }),
    ...(outcome_id && !/^outcome_\w+$/.test(outcome_id) && { outcome_id: "Object does not exist." }),
  });

  const createCall = (body: unknown): Outgoing => {
    const values = CreateCallSchema.parse(body);
    const wrong = values.lead_id ? wrongIn(values) : { lead_id: "This field is required." };
    if (Object.keys(wrong).length > 0) return invalid(wrong);
    const at = new Date(now()).toISOString();
    const usual = { status: "completed", direction: "outbound", activity_at: at, source: "External" } as const;
    const call: Call = { kind: "call", id: newId("acti"), values: { ...usual, ...values } };
    objects.set(call.id, call);
    return json(200, shownCall(call));
  };

  const updateCall = (id: string, body: unknown): Outgoing => {
    const call = find("call", id);
    if (!call) return notFound;
    const values = UpdateCallSchema.parse(body);
    const wrong = wrongIn(values);
    if (Object.keys(wrong).length > 0) return invalid(wrong);
    const changed = { ...call, values: { ...call.values, ...values } };
    objects.set(id, changed);
    return json(200, shownCall(changed));
  };

  const listCalls = (query: object): Outgoing => {
    const { lead_id, activity_at__gte: from = "", activity_at__lte: to, ...paging } = CallListSchema.parse(query);
    const within = ({ values: { activity_at } }: Call): boolean => {
      const at = Date.parse(activity_at ?? "");
      return !(at < Date.parse(from)) && !(to !== undefined && at > Date.parse(to));
    };
    const found = all("call").filter((call) => (!lead_id || call.values.lead_id === lead_id) && within(call));
    return listed(found.toReversed().map(shownCall), paging);
  };

  const search = (body: unknown): Outgoing => {
    const { query, _fields, _limit = 100 } = SearchSchema.parse(body);
    const { related_query } = query.queries[1];
    const held = ({ phones, emails }: Contact): string[] =>
      related_query.field.field_name === "phone" ? phones.map(({ phone }) => phone) : emails.map(({ email }) => email);
    const found = all("contact").filter((contact) => held(contact).some((text) => fits(text, related_query.condition)));
    const shown = found.map((contact) => only(shownContact(contact), _fields?.contact));
    return json(200, { data: shown.slice(0, _limit), cursor: null });
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const url = new URL(path, "https://api.close.com");
    const place = url.pathname.replace(/^\/api\/v1/, "");
    const query = Object.fromEntries(url.searchParams);
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    const [, type, id] = /^\/(lead|contact|activity\/call)\/([^/]+)\/$/.exec(place) ?? [];
    const asked = `${method} ${id === undefined ? place : `/${type}/{id}/`}`;
    const wanted = decodeURIComponent(id ?? "");
    const oneOf = (object: object | undefined): Outgoing =>
      object ? json(200, only(object, OneSchema.parse(query)._fields?.split(","))) : notFound;
    switch (asked) {
      case "GET /me/":
        return json(200, users[0]);
      case "GET /user/":
        return listed(users, ListSchema.parse(query));
      case "GET /status/lead/":
        return json(200, { data: NothingSchema.parse(query) && statuses, has_more: false });
      case "POST /data/search/":
        return search(value);
      case "POST /lead/":
        return createLead(value);
      case "GET /lead/{id}/":
        return oneOf(shown(find("lead", wanted), shownLead));
      case "PUT /lead/{id}/":
        return updateLead(wanted, value);
      case "GET /contact/{id}/":
        return oneOf(shown(find("contact", wanted), shownContact));
      case "GET /activity/call/":
        return listCalls(query);
      case "POST /activity/call/":
        return createCall(value);
      case "PUT /activity/call/{id}/":
        return updateCall(wanted, value);
      default:
        return notFound;
    }
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.method === "POST" && request.path === "/oauth2/token/") return oauth.renew(request.body);
      const { authorization = "" } = request.headers;
      const isKey = authorization === `Basic ${Buffer.from(`${demoKey}:`).toString("base64")}`;
      if (!isKey && !oauth.isAccess(authorization)) return json(401, { error: "Unauthorized" });
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return json(400, { error: "The request contains invalid JSON." });
        if (error instanceof z.ZodError) return invalid(fieldErrors(error));
        throw error;
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email = "", phone = "" }) {
        const lead: Lead = { kind: "lead", id: newId("lead"), name: "", status_id: statuses[0].id, custom: {} };
        objects.set(lead.id, lead);
        const name = [firstName, lastName].filter(Boolean).join(" ");
        addContact(lead.id, { name, phones: phone ? [{ phone }] : [], emails: email ? [{ email }] : [] });
        return lead.id;
      },
      merge(loserId, winnerId) {
        for (const contact of all("contact")) {
          if (contact.lead_id === loserId) objects.set(contact.id, { ...contact, lead_id: winnerId });
        }
        for (const call of all("call")) {
          if (call.values.lead_id !== loserId) continue;
          objects.set(call.id, { ...call, values: { ...call.values, lead_id: winnerId } });
        }
        objects.set(loserId, { kind: "gone", id: loserId });
      },
      sent(id) {
        const contact = all("contact").find(({ lead_id }) => lead_id === id);
        return byWebhook(contact && shownContact(contact), new Date(now()).toISOString());
      },
    },
    records: () => all("lead").map((lead) => toRecord(shownLead(lead), all("call"))),
  };
}

/** As a subscription to new contacts sends one that a user made: https://developer.close.com/api/resources/webhooks */
function byWebhook(contact: Omit<Contact, "kind"> | undefined, at: string): ReturnType<Contacts["sent"]> {
  const { id = "", lead_id = "" } = contact ?? {};
  const event = {
    id: `ev_${id}`,
    action: "created",
    object_type: "contact",
    object_id: id,
    lead_id,
    organization_id: "orga_demo",
    user_id: users[0].id,
    api_key_id: null,
    oauth_client_id: null,
    oauth_scope: null,
    request_id: `req_${id}`,
    date_created: at,
    date_updated: at,
    changed_fields: [],
    previous_data: {},
    meta: { request_method: "POST", request_path: "/api/v1/contact/" },
    data: contact,
  };
  const headers = { "content-type": "application/json" };
  return { headers, body: JSON.stringify({ subscription_id: "whsub_demo", event }) };
}

const shown = <From, To>(object: From | undefined, show: (object: From) => To): To | undefined =>
  object === undefined ? undefined : show(object);

const notFound = json(404, { error: "Empty query: The requested object does not exist." });

/** https://developer.close.com/api/overview/http-response-codes */
const invalid = (fields: object): Outgoing => json(400, { errors: [], "field-errors": fields });

const fieldErrors = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(
    error.issues.map((issue) => [
      [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])].join(".") || "body",
      issue.message,
    ]),
  );

const listed = (found: readonly unknown[], { _limit, _skip }: z.infer<typeof ListSchema>): Outgoing =>
  json(200, { data: found.slice(_skip, _skip + _limit), has_more: found.length > _skip + _limit });

const only = (object: object, fields: readonly string[] | undefined): object =>
  fields ? Object.fromEntries(Object.entries(object).filter(([name]) => fields.includes(name))) : object;

/** An organisation has statuses of its own: an id as long as Close makes them is one, so that a preview takes what somebody set. */
const statusOf = (label: string | undefined, id: string | undefined): { id: string; label: string } | undefined =>
  statuses.find((status) => status.id === id || status.label === label) ??
  (id !== undefined && /^stat_\w{20,60}$/.test(id) ? { id, label: id } : undefined);

/** Texts are searched word by word; a dot or a hyphen inside does not end a word. */
function fits(text: string, { mode, value }: { readonly mode: string; readonly value: string }): boolean {
  const words = (given: string) =>
    given
      .toLowerCase()
      .split(/[^\p{L}\p{N}.\-_]+/u)
      .filter(Boolean);
  const [held, wanted] = [words(text), words(value)];
  if (mode === "exact_value") return text.toLowerCase() === value.toLowerCase();
  if (mode === "phrase") return ` ${held.join(" ")} `.includes(` ${wanted.join(" ")} `);
  return wanted.every((word) => held.some((each) => (mode === "full_words" ? each === word : each.startsWith(word))));
}

/** https://developer.close.com/api/overview/oauth-authentication */
function playOAuth(now: () => number) {
  let refresh: string = demoApp.refresh_token;
  let access: { readonly token: string; readonly until: number } | undefined;
  return {
    isAccess: (authorization: string) =>
      access !== undefined && access.until > now() && authorization === `Bearer ${access.token}`,
    renew(body: string): Outgoing {
      const { client_id, client_secret, grant_type, refresh_token } = Object.fromEntries(new URLSearchParams(body));
      if (client_id !== demoApp.client_id || client_secret !== demoApp.client_secret) {
        return json(401, { error: "invalid_client" });
      }
      if (grant_type !== "refresh_token" || refresh_token !== refresh) return json(400, { error: "invalid_grant" });
      refresh = `demo-close-${randomUUID()}`;
      access = { token: `demo-close-${randomUUID()}`, until: now() + ACCESS_MS };
      const scope = "all.full_access offline_access";
      const expires_in = ACCESS_MS / 1000;
      return json(200, { access_token: access.token, token_type: "Bearer", expires_in, refresh_token: refresh, scope });
    },
  };
}

interface ShownLead {
  readonly id: string;
  readonly display_name: string;
  readonly status_label: string;
  readonly contacts: readonly Omit<Contact, "kind">[];
}

const toRecord = ({ id, display_name, status_label, contacts }: ShownLead, calls: readonly Call[]): CrmRecord => ({
  id,
  name: display_name,
  phone: contacts[0]?.phones[0]?.phone ?? "",
  email: contacts[0]?.emails[0]?.email ?? "",
  summary: status_label,
  calls: calls.filter(({ values }) => values.lead_id === id).map(toCall),
});

/** Close's words for how a call ended, where they say as much as Callingly's: one that is completed may be a voicemail. */
const results: Readonly<Record<string, string>> = { "no-answer": "missed", busy: "busy" };

const toCall = ({ id, values }: Call) => ({
  id,
  callId: /^Callingly call (\w+)/.exec(values.note ?? "")?.[1] ?? "",
  outcome: values.status ?? "",
  result: results[values.status ?? ""],
  seconds: values.duration ?? 0,
  startedAt: values.activity_at ?? "",
  recordingUrl: values.recording_url ?? undefined,
  kept: values,
});
