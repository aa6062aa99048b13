import { randomUUID } from "node:crypto";
import type { Message } from "../../kit/crm.ts";

/** As a webhook tells of people who were created: https://docs.followupboss.com/reference/webhooks-guide */
export function byWebhook(id: number, eventCreated: string): Message {
  const uri = `https://api.followupboss.com/v1/people?id=${id}`;
  const event = { eventId: randomUUID(), eventCreated, event: "peopleCreated", resourceIds: [id], uri };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}
