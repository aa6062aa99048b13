import * as z from "zod/mini";
import type { CallResult } from "../../../lead/call/call.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { findOrMake } from "../../kit/out/find-or-make.ts";
import { CONVERSATIONS_VERSION, inForm } from "./api.ts";

/**
 * A call in the contact's conversation, through a call provider. It holds no length, no agent and no text, and of what
 * is written only the attachments can be changed, so the note says all of that.
 * https://marketplace.gohighlevel.com/docs/ghl/conversations/add-an-outbound-message
 */

export interface ConversationSettings {
  readonly locationId: string;
  readonly conversationProviderId?: string | undefined;
}

interface Thread {
  readonly contactId: string;
  readonly conversationId: string;
  readonly conversationProviderId: string;
}

/** Sees to it that the call stands there once, with its recording. A repeat changes nothing. */
export async function logCall(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  { locationId, conversationProviderId }: ConversationSettings,
): Promise<void> {
  const { call } = job;
  // Nobody's phone rang.
  if (conversationProviderId === undefined || call.remark !== undefined || call.unrung) return;
  const conversationId = await conversationOf(crm, contactId, locationId);
  const thread = { contactId, conversationId, conversationProviderId };
  const message = await findMessage(crm, job, thread);
  if (!message) await addMessage(crm, job, thread);
  else if (call.recordingUrl && message.attachments.length === 0) await attach(crm, message.id, call.recordingUrl);
}

const ConversationSchema = z.object({ id: z.string() });
const ConversationsSchema = z.object({
  conversations: z.array(z.extend(ConversationSchema, { contactId: z.string() })),
});
const MadeSchema = z.object({ conversation: ConversationSchema });

/** A contact has one conversation, or none yet. */
const conversationOf = (crm: CrmHttp, contactId: string, locationId: string): Promise<string> =>
  findOrMake(
    async () => {
      const query = new URLSearchParams({ locationId, contactId });
      const { body } = await crm.request("GET", `/conversations/search?${query}`, undefined, CONVERSATIONS_VERSION);
      const { conversations } = inForm(ConversationsSchema, body, "a conversation");
      return { record: conversations.find((each) => each.contactId === contactId)?.id };
    },
    async () => {
      const content = jsonContent({ locationId, contactId });
      const { body } = await crm.request("POST", "/conversations/", content, CONVERSATIONS_VERSION);
      const made = z.safeParse(MadeSchema, body).data;
      if (!made) throw new TransientError("HighLevel has the conversation but does not show it yet");
      return made.conversation.id;
    },
  );

// ── finding it ──────────────────────────────────────────────────────────────────────────────────────────────────────

const MessageSchema = z.object({
  id: z.string(),
  /** Shown since June 2025: https://github.com/GoHighLevel/highlevel-api-docs/issues/38 */
  altId: z.optional(z.nullable(z.string())),
  dateAdded: z.optional(z.string()),
  conversationProviderId: z.optional(z.nullable(z.string())),
  attachments: z.catch(z._default(z.array(z.string()), []), []),
});
type Message = z.output<typeof MessageSchema>;

const PageSchema = z.object({
  lastMessageId: z.optional(z.nullable(z.string())),
  nextPage: z.optional(z.boolean()),
  messages: z.array(MessageSchema),
});
/** As it is described, or wrapped once more, as it is answered. */
const AnswerSchema = z.union([
  PageSchema,
  z.pipe(
    z.object({ messages: PageSchema }),
    z.transform((all) => all.messages),
  ),
]);

const PAGE = 100;
const MOST_PAGES = 10;
const DAY_MS = 86_400_000;

/** The newest come first; what is a day older than the call is not read. */
async function findMessage(crm: CrmHttp, job: ReportJob, thread: Thread): Promise<Message | undefined> {
  const path = `/conversations/${encodeURIComponent(thread.conversationId)}/messages?limit=${PAGE}`;
  const enough = Date.parse(momentOf(job)) - DAY_MS;
  let after = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { body } = await crm.request("GET", `${path}${after}`, undefined, CONVERSATIONS_VERSION);
    const { messages, nextPage, lastMessageId } = inForm(AnswerSchema, body, "a conversation's messages");
    const message = messages.find((each) => isThisCall(each, job, thread));
    const isOver = messages.some(({ dateAdded = "" }) => Date.parse(dateAdded) < enough);
    if (message || isOver || !nextPage || !lastMessageId) return message;
    after = `&lastMessageId=${encodeURIComponent(lastMessageId)}`;
  }
  throw new RejectedError(400, "A HighLevel conversation has more messages since the call than the bridge reads");
}

/** By our id; where HighLevel shows none, it is what our provider wrote at the very moment of the call. */
function isThisCall(message: Message, job: ReportJob, { conversationProviderId }: Thread): boolean {
  if (message.altId) return message.altId === job.call.callId;
  const isOurs = message.conversationProviderId === conversationProviderId;
  return isOurs && Date.parse(message.dateAdded ?? "") === Date.parse(momentOf(job));
}

// ── writing it ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function addMessage(crm: CrmHttp, job: ReportJob, thread: Thread): Promise<void> {
  const { call } = job;
  const { contactId, conversationId, conversationProviderId } = thread;
  const isInbound = call.direction === "inbound";
  const message = {
    type: "Call",
    conversationId,
    // Who called is a contact by its id, and who was called by the number.
    ...(isInbound && { contactId }),
    conversationProviderId,
    altId: call.callId,
    date: momentOf(job),
    attachments: call.recordingUrl === undefined ? undefined : [call.recordingUrl],
    call: {
      to: isInbound ? call.fromPhone : call.phone,
      from: isInbound ? call.phone : call.fromPhone,
      status: statusOf(call),
    },
  };
  const direction = isInbound ? "inbound" : "outbound";
  await crm.request("POST", `/conversations/messages/${direction}`, jsonContent(message), CONVERSATIONS_VERSION);
}

/** HighLevel wants a time for every call: one that never started stands where its lead came in. */
const momentOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

/** In HighLevel's words for a call. */
function statusOf(call: CallResult): string {
  if (call.status === "error") return "failed";
  const end = endOf(call);
  if (end === "missed") return "no-answer";
  if (end === "voicemail" || end === "busy") return end;
  return end !== undefined || call.seconds > 0 ? "completed" : "no-answer";
}

/** https://marketplace.gohighlevel.com/docs/ghl/conversations/add-message-attachments */
async function attach(crm: CrmHttp, messageId: string, recordingUrl: string): Promise<void> {
  const path = `/conversations/messages/${encodeURIComponent(messageId)}/attachments`;
  try {
    await crm.request("PUT", path, jsonContent({ attachments: [recordingUrl] }), CONVERSATIONS_VERSION);
  } catch (error) {
    // Not every kind of message takes one; the note leads to the recording as well.
    if (!(error instanceof RejectedError && error.status === 403)) throw error;
  }
}
