import type { Contacts } from "../../kit/crm.ts";
import { type Contact, users } from "./held.ts";
import { shownContact } from "./shown.ts";

/** As a subscription to new contacts sends one that a user made: https://developer.close.com/api/resources/webhooks */
export function byWebhook(contact: Contact | undefined, at: string): ReturnType<Contacts["sent"]> {
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
    data: contact && shownContact(contact),
  };
  const headers = { "content-type": "application/json" };
  return { headers, body: JSON.stringify({ subscription_id: "whsub_demo", event }) };
}
