import type { CrmRecord } from "../../kit/crm.ts";
import { callInNote } from "../../kit/told-note.ts";
import { activityTypes, statusOf, users } from "./account.ts";
import type { Activity, Held, Somebody, Webhook } from "./held.ts";

/** What is held, as Copper answers it and as people see it. */

export function shown({ kind, emails, status_id, ...one }: Somebody) {
  const [first_name = "", ...rest] = one.name.split(" ");
  const whole = { ...one, first_name, last_name: rest.join(" ") };
  if (kind === "person") return { ...whole, emails };
  return { ...whole, email: emails[0] ?? null, status_id, status: statusOf(status_id) };
}

export const shownActivity = ({ id, user_id, activity_date, values }: Activity) => ({
  ...values,
  id,
  user_id,
  activity_date,
});

export const shownWebhook = ({ id, values }: Webhook) => ({ id, ...values });

export const toRecords = ({ all }: Held): CrmRecord[] =>
  [...all("lead"), ...all("person")].map((one) => toRecord(one, all("activity")));

const toRecord = (one: Somebody, activities: readonly Activity[]): CrmRecord => ({
  id: String(one.id),
  name: one.name,
  phone: one.phone_numbers[0]?.number ?? "",
  email: one.emails[0]?.email ?? "",
  summary: [
    ...(one.kind === "lead" ? [statusOf(one.status_id)] : []),
    ...one.tags,
    ...one.custom_fields.map(({ custom_field_definition_id: id, value }) => `field ${id}: ${value}`),
  ].join(", "),
  calls: activities
    .filter(({ values: { parent } }) => parent.id === one.id && parent.type === one.kind)
    .flatMap(({ id, activity_date, user_id, values: { details, type } }) => {
      const user = users.find((each) => each.id === user_id)?.name;
      const typeName = activityTypes.find((each) => each.id === type.id)?.name;
      const at = new Date(activity_date * 1000).toISOString();
      return callInNote(details, { id: String(id), at, kept: { type: typeName, activity_date, user, details } }) ?? [];
    }),
});
