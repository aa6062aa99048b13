import { randomUUID } from "node:crypto";
import type { Message } from "../../kit/crm.ts";
import { own, users } from "./users.ts";

/** What webhooks of version 2 are sent of what a user does: https://pipedrive.readme.io/docs/guide-for-webhooks-v2 */

/** @param record as it is by now, and, where it was changed, the values that it had before */
export function announced(
  action: "create" | "change" | "delete",
  entity: string,
  { id, update_time, is_deleted: _, ...record }: Readonly<Record<string, unknown>>,
  previous: Readonly<Record<string, unknown>> | null = null,
): Message {
  const user = users[1].id;
  const meta = {
    action,
    entity,
    entity_id: id,
    id: randomUUID(),
    correlation_id: randomUUID(),
    company_id: 9_120_331,
    user_id: user,
    webhook_id: 771_204,
    webhook_owner_id: own,
    permitted_user_ids: [own, user],
    timestamp: update_time,
    type: "general",
    version: "2.0",
    is_bulk_edit: false,
    change_source: "app",
    attempt: 1,
    host: "demo.pipedrive.com",
  };
  const data = action === "delete" ? null : { id, ...record, update_time };
  return {
    headers: { "content-type": "application/json", "user-agent": "Pipedrive Webhooks" },
    body: JSON.stringify({ data, previous, meta }),
  };
}
