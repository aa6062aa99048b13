import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../../runtime/http.ts";
import type { Answer } from "../../contract/intake.ts";
import { Anything, inShape, listOf } from "../../kit/in/vendor-shape.ts";

/**
 * Outbound messages: up to a hundred notifications in one SOAP envelope, each with a record.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging.htm
 */

export const NAMESPACE = "http://soap.sforce.com/2005/09/outbound";

/** Of the record, the fields that somebody picked for the message. */
export type RecordFields = Readonly<Record<string, unknown>>;

export interface Notification {
  /** Stays the same when it is sent again. */
  readonly id: string;
  readonly fields: RecordFields;
}

const MOST_NOTIFICATIONS = 100;

/**
 * A hundred records with sixty fields each, and a field may be marked as empty by an attribute: more than a form ever
 * holds, and what takes a tenth of the time that the sender waits.
 */
const LIMITS = { marks: 16_000, attributes: 8_000 } as const;

const NotificationSchema = z.object({ Id: z.string(), sObject: z.record(z.string(), z.unknown()) });
const NotificationsSchema = listOf(NotificationSchema);
const MessageSchema = z.object({
  Envelope: z.object({
    Body: z.object({
      notifications: z.object({
        OrganizationId: z.string(),
        /** One, or a list of several. */
        Notification: Anything,
      }),
    }),
  }),
});

/** @throws RejectedError 400, 413 or 422 when it is none */
export async function readMessage(body: Uint8Array): Promise<{
  readonly organizationId: string;
  readonly notifications: readonly Notification[];
}> {
  // Few sources have XML, so its parser gets ready with the first.
  const { parseXmlText } = await import("../../../runtime/xml.ts");
  const envelope = parseXmlText(utf8(body), LIMITS);
  const { OrganizationId, Notification } = inShape(MessageSchema, envelope, "outbound message").Envelope.Body
    .notifications;
  const notifications = z.parse(NotificationsSchema, [Notification].flat());
  if (notifications.length > MOST_NOTIFICATIONS) {
    throw new RejectedError(413, `More than ${MOST_NOTIFICATIONS} notifications in one message`);
  }
  return {
    organizationId: OrganizationId,
    notifications: notifications.map(({ Id, sObject }) => ({ id: Id, fields: sObject })),
  };
}

function utf8(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body).trim();
  } catch {
    throw new RejectedError(400, "The message is not in UTF-8");
  }
}

/** Whether a request is an envelope, whatever it calls itself. */
export const isMessage = ({ body }: Pick<HttpRequest, "body">): boolean =>
  /^\s*</.test(
    Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 100)).toString("utf8").replace("\uFEFF", ""),
  );

/**
 * What Salesforce takes for success is this text with `true` in it, and no other: everything else is sent again for a
 * day. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_listener.htm
 */
export function acknowledge(answer: Answer): HttpReply {
  const isTaken = answer.kind === "accepted" || answer.kind === "nothing";
  const status = isTaken ? 200 : answer.kind === "rejected" ? answer.status : 503;
  return {
    status,
    headers: { "content-type": "text/xml; charset=utf-8" },
    body:
      '<?xml version="1.0" encoding="UTF-8"?>' +
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
      `<notificationsResponse xmlns="${NAMESPACE}"><Ack>${isTaken}</Ack></notificationsResponse>` +
      "</soapenv:Body></soapenv:Envelope>",
  };
}
