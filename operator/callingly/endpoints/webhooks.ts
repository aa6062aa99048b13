import * as z from "zod";
import { changes, type Endpoint, id, may, orNone, reads, text } from "../endpoint.ts";

/** Where Callingly reports to. */

const webhook = {
  call_direction: may(orNone(z.enum(["inbound", "outbound"]))),
  call_status: may(orNone(z.enum(["completed", "missed", "offline"]))),
  call_lead_status: may(orNone(z.enum(["contacted", "missed", "removed", "voicemail"]))),
  team_id: may(orNone(id)),
  number_id: may(orNone(id)),
  field: may(orNone(z.enum(["lead_owner", "result", "stage", "status", "tags"]))),
  filter: may(orNone(text)),
};
const event = z.enum(["call_completed", "lead_created", "lead_updated"]);

const columns = ["id", "name", "event", "target_url", "call_status", "team_id"];

export const webhooks: readonly Endpoint[] = [
  reads({ name: "webhooks list", does: "Where Callingly reports to.", columns }, (callingly) =>
    callingly.listWebhooks(),
  ),
  reads({ name: "webhooks get", does: "One webhook.", ids: ["webhook"], columns }, (callingly, [webhook = ""]) =>
    callingly.getWebhook(webhook),
  ),
  changes(
    {
      name: "webhooks create",
      does: "Creates a webhook. The bridge registers its own by itself.",
      fields: { name: text, event, target_url: z.url(), ...webhook },
      columns,
    },
    (callingly, _, wanted) => callingly.createWebhook(wanted),
  ),
  changes(
    {
      name: "webhooks update",
      does: "Changes the webhook.",
      ids: ["webhook"],
      fields: { name: may(text), event: may(event), target_url: may(z.url()), ...webhook },
      columns,
    },
    (callingly, [webhook = ""], changed) => callingly.updateWebhook(webhook, changed),
  ),
  changes(
    {
      name: "webhooks delete",
      does: "Deletes the webhook. The bridge's own comes back within the hour.",
      ids: ["webhook"],
    },
    (callingly, [webhook = ""]) => callingly.deleteWebhook(webhook),
  ),
];
