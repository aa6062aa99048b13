import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { badRequest, notFound, unprocessable } from "./answers.ts";
import { conversationOf, type Location } from "./location.ts";
import * as requests from "./requests.ts";
import type { Asked, Route } from "./routes.ts";

/** Conversations with contacts, and the calls in them. */
export const conversationRoutes = (location: Location): readonly Route[] => [
  ["GET /conversations/search", ({ query }) => findConversation(location, query)],
  ["POST /conversations/", ({ value }) => createConversation(location, value)],
  ["GET /conversations/*/messages", (asked) => listMessages(location, asked)],
  ["POST /conversations/messages/outbound", ({ value }) => addCall(location, "outbound", value)],
  ["POST /conversations/messages/inbound", ({ value }) => addCall(location, "inbound", value)],
  ["PUT /conversations/messages/*/attachments", (asked) => attach(location, asked)],
];

function findConversation(location: Location, query: URLSearchParams): Outgoing {
  if (!query.get("locationId")) return unprocessable(["locationId should not be empty"]);
  const found = conversationOf(location, query.get("contactId") ?? "");
  return json(200, { conversations: found ? [found] : [], total: found ? 1 : 0 });
}

function createConversation(location: Location, value: unknown): Outgoing {
  const { contacts, conversations } = location;
  const given = requests.CreateConversation.parse(value);
  if (!contacts.get(given.contactId)) return notFound("Contact", given.contactId);
  if (conversationOf(location, given.contactId)) return badRequest("Conversation already exists for this contact");
  return json(201, { success: true, conversation: conversations.put({ ...given, id: conversations.newId() }) });
}

function addCall(
  { conversations, messages, at }: Location,
  direction: "inbound" | "outbound",
  value: unknown,
): Outgoing {
  const { attachments = [], ...given } = (direction === "inbound" ? requests.InboundCall : requests.OutboundCall).parse(
    value,
  );
  if (!conversations.get(given.conversationId)) return notFound("Conversation", given.conversationId);
  const dateAdded = given.date ? new Date(given.date).toISOString() : at();
  const message = messages.put({ ...given, id: messages.newId(), direction, attachments, dateAdded });
  return json(200, { success: true, conversationId: given.conversationId, messageId: message.id });
}

function listMessages({ conversations, messages }: Location, { ids: [conversationId = ""], query }: Asked): Outgoing {
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
}

function attach({ messages }: Location, { ids: [id = ""], value }: Asked): Outgoing {
  const message = messages.get(id);
  if (!message) return json(404, { statusCode: 404, message: "Message not found" });
  messages.put({ ...message, ...requests.Attachments.parse(value) });
  return json(200, { success: true });
}
