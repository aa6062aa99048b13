import type { Contacts } from "../../kit/crm.ts";
import type { Values } from "./held.ts";
import { text } from "./shown.ts";

/** As a workflow's webhook sends a lead, under names that somebody gave its parameters. */
export function byWorkflow(id: string, values: Values): ReturnType<Contacts["sent"]> {
  const body = new URLSearchParams({
    lead_id: id,
    first_name: text(values.First_Name),
    last_name: text(values.Last_Name),
    phone: text(values.Phone),
    mobile: text(values.Mobile),
    email: text(values.Email),
    module: "Leads",
  });
  const headers = {
    "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
    "user-agent": "https://crm.zoho.com",
  };
  return { headers, body: body.toString() };
}
