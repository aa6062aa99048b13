import type { Message } from "../../kit/crm.ts";
import { type Contact, type Task, users } from "./held.ts";
import { shownContact } from "./shown.ts";

/** What subscriptions are sent of what a user does: https://developer.close.com/api/resources/webhooks */

/** A contact that was made. */
export const ofContact = (contact: Contact | undefined, at: string): Message =>
  told({
    object_type: "contact",
    action: "created",
    object_id: contact?.id ?? "",
    lead_id: contact?.lead_id ?? "",
    at,
    data: contact && shownContact(contact),
  });

type TaskAction = "created" | "updated" | "completed" | "deleted";

/** @param changed names of the fields that were changed */
export const ofTask = (task: Task, action: TaskAction, at: string, changed: readonly string[] = []): Message =>
  told({
    object_type: `task.${task._type}`,
    action,
    object_id: task.id,
    lead_id: task.lead_id,
    at,
    changed,
    data: action === "deleted" ? {} : shownTask(task),
  });

/** In events, moments do not say that they are UTC's. */
const shownTask = ({ kind: _, date_created, date_updated, ...task }: Task) => ({
  ...task,
  due_date: task.date,
  is_dateless: false,
  assigned_to: users[0].id,
  organization_id: "orga_demo",
  object_id: null,
  object_type: null,
  view: task.is_complete ? "archive" : "inbox",
  date_created: inEvents(date_created),
  date_updated: inEvents(date_updated),
});

const inEvents = (moment: string): string => moment.replace("Z", "000");

function told({
  at,
  changed = [],
  ...about
}: {
  readonly object_type: string;
  readonly action: string;
  readonly object_id: string;
  readonly lead_id: string;
  readonly at: string;
  readonly changed?: readonly string[];
  readonly data: unknown;
}): Message {
  const event = {
    id: `ev_${about.object_id}`,
    organization_id: "orga_demo",
    user_id: users[0].id,
    api_key_id: null,
    oauth_client_id: null,
    oauth_scope: null,
    request_id: `req_${about.object_id}`,
    date_created: inEvents(at),
    date_updated: inEvents(at),
    changed_fields: changed,
    previous_data: {},
    meta: { request_method: "POST", request_path: `/api/v1/${about.object_type.split(".")[0]}/` },
    ...about,
  };
  const headers = { "content-type": "application/json" };
  return { headers, body: JSON.stringify({ subscription_id: "whsub_demo", event }) };
}
