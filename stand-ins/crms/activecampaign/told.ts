import type { Message } from "../../kit/crm.ts";
import type { Contact } from "./held.ts";

/** As a webhook tells of a contact who was subscribed: https://developers.activecampaign.com/page/webhooks */
export function byWebhook(contact: Contact | undefined, moment: string): Message {
  const form = {
    type: "subscribe",
    date_time: moment,
    initiated_from: "public",
    initiated_by: "public",
    list: "1",
    "contact[id]": String(contact?.id ?? ""),
    "contact[email]": contact?.email ?? "",
    "contact[first_name]": contact?.firstName ?? "",
    "contact[last_name]": contact?.lastName ?? "",
    "contact[phone]": contact?.phone ?? "",
    "contact[tags]": "",
    "contact[orgname]": "",
  };
  const body = new URLSearchParams(form).toString();
  return { headers: { "content-type": "application/x-www-form-urlencoded" }, body };
}
