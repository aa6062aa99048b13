import { createHash, createHmac } from "node:crypto";
import type { Contacts } from "../../kit/crm.ts";
import { idOf } from "./shown.ts";

/** As a webhook tells of a person whom a member made: https://docs.attio.com/rest-api/webhook-reference/record-events/recordcreated */
export function byWebhook(id: string): ReturnType<Contacts["sent"]> {
  const event = {
    event_type: "record.created",
    id: idOf(id),
    actor: { type: "workspace-member", id: "50cf242c-7fa3-4cad-87d0-75b1af71c57b" },
  };
  const body = JSON.stringify({ webhook_id: "23e42eaf-323a-41da-b5bb-fd67eebda553", events: [event] });
  const signature = createHmac("sha256", "attio-demo-secret").update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "attio-signature": signature,
    "x-attio-signature": signature,
    "idempotency-key": createHash("sha256").update(id).digest("hex"),
  };
  return { headers, body };
}
