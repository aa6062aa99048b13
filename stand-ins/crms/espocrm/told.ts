import { createHmac } from "node:crypto";
import type { Message } from "../../kit/crm.ts";
import type { Values } from "./held.ts";

/** As a webhook tells of records: https://docs.espocrm.com/development/webhooks/ */
export function byWebhook(records: readonly Values[]): Message {
  const body = JSON.stringify(records);
  const signature = createHmac("sha256", "demo-espocrm-webhook-key").update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    signature: Buffer.from(`6671b2f0c4a3de901:${signature}`).toString("base64"),
  };
  return { headers, body };
}
