import type { Message } from "../../kit/crm.ts";

/** As a webhook tells of a lead that was created: https://developer.copper.com/webhooks/notification-example.html */
export function byWebhook(id: number, moment: Date): Message {
  const event = { ids: [id], type: "lead", event: "new", subscription_id: 61442, timestamp: moment.toISOString() };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}
