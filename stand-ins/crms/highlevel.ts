import * as z from "zod";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import type { Outgoing } from "../kit/serve.ts";
import { badRequest, notFound, unauthorised, unprocessable } from "./highlevel/answers.ts";
import { type Contact, type Held, type Note, present, shelf } from "./highlevel/held.ts";
import { refusals } from "./highlevel/refusals.ts";
import * as requests from "./highlevel/requests.ts";
import { callsIn, nameOf, toCall, toRecord } from "./highlevel/shown.ts";
import { byWorkflow, demoLocation } from "./highlevel/told.ts";

/**
 * As much of HighLevel as the bridge uses: contacts with notes, tags and custom fields, conversations, opportunities and
 * users of one location, with its answers and errors. It takes every id of a location for its own.
 * https://marketplace.gohighlevel.com/docs/
 */

const demoToken = "pit-demo-highlevel-token";

/** An app that a person has installed. Its refresh token is good for one renewal. */
export const demoHighlevelApp = {
  client_id: "demo-highlevel-app",
  client_secret: "demo-highlevel-app-secret",
  refresh_token: "demo-highlevel-refresh-token",
} as const;

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

const users = [
  {
    id: "userAda0000000000001",
    name: "Ada Fields",
    firstName: "Ada",
    lastName: "Fields",
    email: ada.email,
  },
] as const;

export const highlevel = {
  connector: "highlevel",
  refusals,
  play: (open, now = Date.now): DemoHighlevel => playHighlevel(open<Held>(), now),
} as const satisfies CrmStandIn;

/** HighLevel, with the means to put an opportunity into it as a person would, and to look into its conversations. */
interface DemoHighlevel extends DemoCrm {
  readonly contacts: Contacts;
  /** As `records`, with the calls that stand in the contacts' conversations. */
  readonly conversations: () => CrmRecord[];
  /** @returns the opportunity's id */
  readonly addOpportunity: (opportunity: z.infer<typeof requests.CreateOpportunity>) => string;
}

interface Asked {
  readonly query: URLSearchParams;
  readonly value: unknown;
  /** Of the path, in its order. */
  readonly ids: readonly string[];
}
type Route = readonly [request: string, answer: (asked: Asked) => Outgoing];

function playHighlevel(held: Kept<Held>, now: () => number): DemoHighlevel {
  const contacts = present(shelf(held, "contacts"));
  const notes = shelf(held, "notes");
  const conversations = shelf(held, "conversations");
  const messages = shelf(held, "messages");
  const opportunities = shelf(held, "opportunities");
  const grants = shelf(held, "grants");
  const at = () => new Date(now()).toISOString();

  const onContact = (id: string | undefined, answer: (contact: Contact) => Outgoing): Outgoing => {
    const contact = contacts.get(id ?? "");
    return contact ? answer(contact) : notFound("Contact", id ?? "");
  };
  const onNote = (contact: Contact, id = "", answer: (note: Note) => Outgoing): Outgoing => {
    const note = notes.get(id);
    return note?.contactId === contact.id ? answer(note) : notFound("Note", id);
  };
  const sharing = (field: "email" | "phone", value: string | null | undefined) =>
    value ? contacts.all().find((each) => each[field] === value) : undefined;

  const enter = ({ tags = [], customFields = [], ...fields }: z.infer<typeof requests.CreateContact>): Contact =>
    contacts.put({
      ...fields,
      ...(fields.phone && { phone: asE164(fields.phone) }),
      id: contacts.newId(),
      dateAdded: at(),
      tags: inSmall(tags),
      customFields: filled([], customFields),
    });

  const createContact = (value: unknown): Outgoing => {
    const given = requests.CreateContact.parse(value);
    const email = given.email?.toLowerCase();
    const phone = given.phone ? asE164(given.phone) : given.phone;
    // The location allows no duplicates, which is HighLevel's own default.
    for (const [field, twin] of [
      ["email", sharing("email", email)],
      ["phone", sharing("phone", phone)],
    ] as const) {
      if (!twin) continue;
      const meta = { contactId: twin.id, contactName: nameOf(twin), matchingField: field };
      return badRequest("This location does not allow duplicated contacts.", { meta });
    }
    return json(201, { contact: enter({ ...given, email, phone }) });
  };

  const updateContact = (contact: Contact, value: unknown): Outgoing => {
    const { tags, customFields = [], ...fields } = requests.UpdateContact.parse(value);
    const whole = {
      ...contact,
      ...fields,
      ...(tags && { tags: inSmall(tags) }),
      customFields: filled(contact.customFields, customFields),
    };
    return json(200, { succeded: true, contact: contacts.put(whole) });
  };

  /** Notes, the conversation and opportunities are combined: https://help.gohighlevel.com/support/solutions/articles/48001202210 */
  const merge = (loserId: string, winnerId: string): void => {
    const loser = contacts.get(loserId);
    if (!loser || !contacts.get(winnerId)) return;
    const isLosers = ({ contactId }: { readonly contactId?: string | undefined }) => contactId === loserId;
    for (const note of notes.all().filter(isLosers)) notes.put({ ...note, contactId: winnerId });
    for (const each of opportunities.all().filter(isLosers)) opportunities.put({ ...each, contactId: winnerId });
    const [own, others] = [conversationOf(winnerId), conversationOf(loserId)];
    if (others && !own) conversations.put({ ...others, contactId: winnerId });
    for (const message of messages.all()) {
      if (own && message.conversationId === others?.id) messages.put({ ...message, conversationId: own.id });
    }
    contacts.put({ ...loser, isMerged: true });
  };

  const findDuplicate = ({ query }: Asked): Outgoing => {
    const [locationId, number, email] = ["locationId", "number", "email"].map((name) => query.get(name));
    if (!locationId) return unprocessable(["locationId should not be empty"]);
    const contact = sharing("email", email?.toLowerCase()) ?? sharing("phone", number && asE164(number));
    return json(200, { contact: contact ?? null });
  };

  const conversationOf = (contactId: string) => conversations.all().find((each) => each.contactId === contactId);

  const createConversation = (value: unknown): Outgoing => {
    const given = requests.CreateConversation.parse(value);
    return onContact(given.contactId, (contact) => {
      if (conversationOf(contact.id)) return badRequest("Conversation already exists for this contact");
      return json(201, { success: true, conversation: conversations.put({ ...given, id: conversations.newId() }) });
    });
  };

  const addCall = (direction: "inbound" | "outbound", value: unknown): Outgoing => {
    const { attachments = [], ...given } = (
      direction === "inbound" ? requests.InboundCall : requests.OutboundCall
    ).parse(value);
    if (!conversations.get(given.conversationId)) return notFound("Conversation", given.conversationId);
    const dateAdded = given.date ? new Date(given.date).toISOString() : at();
    const message = messages.put({ ...given, id: messages.newId(), direction, attachments, dateAdded });
    return json(200, { success: true, conversationId: given.conversationId, messageId: message.id });
  };

  const listMessages = ({ ids: [conversationId = ""], query }: Asked): Outgoing => {
    if (!conversations.get(conversationId)) return notFound("Conversation", conversationId);
    const limit = Number(query.get("limit") ?? 20);
    const newest = messages
      .all()
      .filter((each) => each.conversationId === conversationId)
      .sort((one, other) => other.dateAdded.localeCompare(one.dateAdded));
    const begin = newest.findIndex(({ id }) => id === query.get("lastMessageId")) + 1;
    const page = newest.slice(begin, begin + limit);
    const shown = page.map(({ call, type: _, ...message }) => ({
      ...message,
      type: 34,
      messageType: "TYPE_CUSTOM_CALL",
      meta: { callStatus: call?.status },
    }));
    const lastMessageId = page.at(-1)?.id ?? "";
    return json(200, { messages: { lastMessageId, nextPage: begin + limit < newest.length, messages: shown } });
  };

  const attach = ({ ids: [id = ""], value }: Asked): Outgoing => {
    const message = messages.get(id);
    if (!message) return json(404, { statusCode: 404, message: "Message not found" });
    messages.put({ ...message, ...requests.Attachments.parse(value) });
    return json(200, { success: true });
  };

  const onOpportunity = (id = "", change: object): Outgoing => {
    const opportunity = opportunities.get(id);
    if (!opportunity) return notFound("Opportunity", id);
    return json(200, { succeded: true, opportunity: opportunities.put({ ...opportunity, ...change }) });
  };

  const searchOpportunities = ({ query }: Asked): Outgoing => {
    if (!query.get("location_id")) return unprocessable(["location_id should not be empty"]);
    const fits = (name: string, value: string) => [null, "all", value].includes(query.get(name));
    const found = opportunities
      .all()
      .filter(
        (each) =>
          fits("contact_id", each.contactId) && fits("pipeline_id", each.pipelineId) && fits("status", each.status),
      );
    return json(200, {
      opportunities: found.slice(0, Number(query.get("limit") ?? 20)),
      meta: { total: found.length },
    });
  };

  const routes: readonly Route[] = [
    ["GET /contacts/search/duplicate", findDuplicate],
    ["POST /contacts/", ({ value }) => createContact(value)],
    ["GET /contacts/*", ({ ids: [id] }) => onContact(id, (contact) => json(200, { contact }))],
    ["PUT /contacts/*", ({ ids: [id], value }) => onContact(id, (contact) => updateContact(contact, value))],
    [
      "POST /contacts/*/tags",
      ({ ids: [id], value }) =>
        onContact(id, (contact) => {
          const added = inSmall(requests.Tags.parse(value).tags);
          const tags = [...new Set([...contact.tags, ...added])];
          contacts.put({ ...contact, tags });
          return json(201, { tags });
        }),
    ],
    [
      "GET /contacts/*/notes",
      ({ ids: [id] }) =>
        onContact(id, (contact) =>
          json(200, {
            notes: notes
              .all()
              .filter((note) => note.contactId === contact.id)
              .reverse(),
          }),
        ),
    ],
    [
      "POST /contacts/*/notes",
      ({ ids: [id], value }) =>
        onContact(id, (contact) => {
          const given = requests.CreateNote.parse(value);
          return json(201, {
            note: notes.put({ ...given, id: notes.newId(), contactId: contact.id, dateAdded: at() }),
          });
        }),
    ],
    [
      "PUT /contacts/*/notes/*",
      ({ ids: [id, noteId], value }) =>
        onContact(id, (contact) =>
          onNote(contact, noteId, (note) => {
            const { body = note.body, ...given } = requests.UpdateNote.parse(value);
            return json(200, { note: notes.put({ ...note, ...given, body }) });
          }),
        ),
    ],
    [
      "GET /conversations/search",
      ({ query }) => {
        if (!query.get("locationId")) return unprocessable(["locationId should not be empty"]);
        const found = conversationOf(query.get("contactId") ?? "");
        return json(200, { conversations: found ? [found] : [], total: found ? 1 : 0 });
      },
    ],
    ["POST /conversations/", ({ value }) => createConversation(value)],
    ["GET /conversations/*/messages", listMessages],
    ["POST /conversations/messages/outbound", ({ value }) => addCall("outbound", value)],
    ["POST /conversations/messages/inbound", ({ value }) => addCall("inbound", value)],
    ["PUT /conversations/messages/*/attachments", attach],
    ["GET /opportunities/search", searchOpportunities],
    ["PUT /opportunities/*", ({ ids: [id], value }) => onOpportunity(id, requests.UpdateOpportunity.parse(value))],
    ["PUT /opportunities/*/status", ({ ids: [id], value }) => onOpportunity(id, requests.UpdateStatus.parse(value))],
    [
      "GET /users/",
      ({ query }) =>
        query.get("locationId") ? json(200, { users }) : unprocessable(["locationId should not be empty"]),
    ],
  ];

  /** https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0: a refresh token is replaced by its use. */
  const renewAccess = (body: string): Outgoing => {
    const form = requests.TokenRequest.safeParse(Object.fromEntries(new URLSearchParams(body)));
    if (!form.success) return badRequest("Bad Request");
    const { client_id, client_secret, refresh_token = "" } = form.data;
    const known =
      grants.get(refresh_token)?.until ??
      (refresh_token === demoHighlevelApp.refresh_token ? Number.POSITIVE_INFINITY : 0);
    const isApp = client_id === demoHighlevelApp.client_id && client_secret === demoHighlevelApp.client_secret;
    if (!isApp || known <= now()) {
      return json(400, { error: "invalid_grant", error_description: "Invalid grant: refresh token is invalid" });
    }
    const next = grants.newId();
    grants.put({ id: refresh_token, until: 0 });
    const access = grants.put({ id: `access-${next}`, until: now() + DAY_MS });
    const refresh = grants.put({ id: `refresh-${next}`, until: now() + YEAR_MS });
    return json(200, {
      access_token: access.id,
      refresh_token: refresh.id,
      token_type: "Bearer",
      expires_in: 86_399,
      userType: "Location",
    });
  };

  const isLetIn = ({ headers }: CrmRequest): boolean => {
    const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
    return token === demoToken || (token.startsWith("access-") && (grants.get(token)?.until ?? 0) > now());
  };

  return {
    credentials: { token: demoToken },
    answer(request) {
      const { pathname, searchParams: query } = new URL(request.path, "https://crm.invalid");
      if (`${request.method} ${pathname}` === "POST /oauth/token") return renewAccess(request.body);
      if (!isLetIn(request)) return unauthorised("Invalid token: access token is invalid");
      const version = pathname.startsWith("/conversations") ? "2021-04-15" : "2021-07-28";
      if (request.headers.version !== version) return unauthorised("version header was not found.");
      const [route, ids] = routeOf(routes, request.method, pathname);
      if (!route)
        return json(404, { statusCode: 404, message: `Cannot ${request.method} ${pathname}`, error: "Not Found" });
      try {
        return route[1]({ query, ids, value: request.body === "" ? undefined : JSON.parse(request.body) });
      } catch (error) {
        if (error instanceof SyntaxError) return badRequest(error.message);
        if (error instanceof z.ZodError) return unprocessable(error.issues.flatMap(complaints));
        throw error;
      }
    },
    records: () => contacts.all().map((contact) => ({ ...toRecord(contact), calls: callsIn(contact, notes.all()) })),
    conversations: () =>
      contacts.all().map((contact) => {
        const own = conversationOf(contact.id)?.id;
        return {
          ...toRecord(contact),
          calls: messages
            .all()
            .filter((each) => each.conversationId === own)
            .map(toCall),
        };
      }),
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = Object.entries({ firstName, lastName, email, phone }).filter(([, value]) => value);
        return enter({ ...Object.fromEntries(given), locationId: demoLocation.id }).id;
      },
      merge,
      sent: (id) => byWorkflow(contacts.get(id)),
    },
    addOpportunity: (opportunity) =>
      opportunities.put({ ...opportunity, id: opportunities.newId(), createdAt: at() }).id,
  };
}

/** The first that fits, so that those without ids stand first. @returns it, with what stands in the path for each `*` */
function routeOf(routes: readonly Route[], method: string, pathname: string): [Route | undefined, string[]] {
  for (const route of routes) {
    const pattern = route[0].split("*").map(escaped).join("([^/]+)");
    const found = new RegExp(`^${pattern}$`).exec(`${method} ${pathname}`);
    if (found) return [route, found.slice(1).map(decodeURIComponent)];
  }
  return [undefined, []];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** In the words of HighLevel's own check. */
const complaints = (issue: z.core.$ZodIssue): string[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => `property ${key} should not exist`)
    : [`${issue.path.join(".")}: ${issue.message}`];

const inSmall = (tags: readonly string[]): string[] => tags.map((tag) => tag.trim().toLowerCase());

/** HighLevel keeps numbers so, whatever was typed; those of the United States may leave their code out. */
function asE164(text: string): string {
  const digits = text.replace(/[^\d]/g, "");
  if (text.trim().startsWith("+")) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}

function filled(
  present: Contact["customFields"],
  given: NonNullable<z.infer<typeof requests.UpdateContact>["customFields"]>,
): Contact["customFields"] {
  const values = new Map(present.map(({ id, value }) => [id, value]));
  for (const { id, field_value } of given) values.set(id, field_value);
  return [...values].map(([id, value]) => ({ id, value }));
}
