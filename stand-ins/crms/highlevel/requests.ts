import * as z from "zod";

/**
 * What HighLevel takes, by its own description: names, types and what must be there.
 * https://github.com/GoHighLevel/highlevel-api-docs, apps/contacts.json, conversations.json, opportunities.json
 */

const Id = z.string().min(1);
const Text = z.string().nullable().optional();

/** A text, number, list or object, by the kind of the field. */
const CustomField = z.strictObject({ id: Id, key: z.string().optional(), field_value: z.unknown().optional() });

const contactFields = {
  firstName: Text,
  lastName: Text,
  name: Text,
  email: z.email().nullable().optional(),
  phone: Text,
  address1: Text,
  city: Text,
  state: Text,
  postalCode: z.string().optional(),
  website: Text,
  timezone: Text,
  dnd: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  customFields: z.array(CustomField).optional(),
  source: Text,
  country: z.string().optional(),
  assignedTo: Text,
};

export const CreateContact = z.strictObject({
  ...contactFields,
  locationId: Id,
  gender: z.string().optional(),
  companyName: Text,
});
/** The company is no part of it. */
export const UpdateContact = z.strictObject(contactFields);

export const Tags = z.strictObject({ tags: z.array(z.string()) });

const note = {
  userId: z.string().optional(),
  title: z.string().optional(),
  color: z.string().optional(),
  pinned: z.boolean().optional(),
};
export const CreateNote = z.strictObject({ ...note, body: z.string().min(1) });
export const UpdateNote = z.strictObject({ ...note, body: z.string().optional() });

export const CreateConversation = z.strictObject({ locationId: Id, contactId: Id });

const call = {
  type: z.literal("Call"),
  attachments: z.array(z.string()).optional(),
  conversationId: Id,
  conversationProviderId: Id,
  altId: z.string().optional(),
  date: z.iso.datetime({ offset: true }).optional(),
  call: z
    .strictObject({
      to: z.string().optional(),
      from: z.string().optional(),
      status: z
        .enum(["pending", "completed", "answered", "busy", "no-answer", "failed", "canceled", "voicemail"])
        .optional(),
    })
    .optional(),
};
export const OutboundCall = z.strictObject(call);
export const InboundCall = z.strictObject({ ...call, contactId: Id });
export const Attachments = z.strictObject({ attachments: z.array(z.url()).max(5) });

const Status = z.enum(["open", "won", "lost", "abandoned", "all"]);
export const UpdateOpportunity = z.strictObject({
  pipelineId: z.string().optional(),
  name: z.string().optional(),
  pipelineStageId: z.string().optional(),
  status: Status.optional(),
  monetaryValue: z.number().optional(),
  assignedTo: z.string().optional(),
});
export const UpdateStatus = z.strictObject({ status: Status, lostReasonId: z.string().optional() });
export const CreateOpportunity = z.strictObject({
  pipelineId: Id,
  locationId: Id,
  name: z.string(),
  pipelineStageId: z.string().optional(),
  status: Status,
  contactId: Id,
});

/** https://github.com/GoHighLevel/highlevel-api-docs, apps/oauth.json */
export const TokenRequest = z.strictObject({
  client_id: Id,
  client_secret: Id,
  grant_type: z.enum(["authorization_code", "refresh_token", "client_credentials"]),
  refresh_token: z.string().optional(),
  code: z.string().optional(),
  user_type: z.enum(["Company", "Location"]).optional(),
  redirect_uri: z.string().optional(),
});
