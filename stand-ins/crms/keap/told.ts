import type { Message } from "../../kit/crm.ts";

/** As a hook tells of a contact that was added: https://developer.keap.com/rest-hook-documentation/ */
export function byHook(id: string, timestamp: string): Message {
  const apiUrl = `https://api.infusionsoft.com/crm/rest/v1/contacts/${id}`;
  const object_keys = [{ apiUrl, id: Number(id), timestamp }];
  const event = { event_key: "contact.add", object_type: "contact", object_keys };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}
