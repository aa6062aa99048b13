import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { withoutUndefined } from "../../kit/without-undefined.ts";
import { activityTypes, users } from "./account.ts";
import { invalid, listed, notFound } from "./answers.ts";
import type { Held } from "./held.ts";
import * as shapes from "./shapes.ts";
import { shownActivity } from "./shown.ts";

/** Activities on a lead or a person: https://developer.copper.com/activities/overview.html */

export function createActivity(held: Held, body: unknown): Outgoing {
  const values = shapes.CreateActivitySchema.parse(body);
  const { activity_date = held.seconds(), user_id = users[0].id } = values;
  const made = { kind: "activity", id: held.newId(), activity_date, user_id, values } as const;
  return wrongIn(held, values) ?? json(200, shownActivity(held.put(made)));
}

export function updateActivity(held: Held, id: number, body: unknown): Outgoing {
  const activity = held.find("activity", id);
  const values = shapes.UpdateActivitySchema.parse(body);
  if (!activity) return notFound;
  const { activity_date = activity.activity_date, user_id = activity.user_id } = values;
  const whole = { ...activity, activity_date, user_id, values: { ...activity.values, ...withoutUndefined(values) } };
  return wrongIn(held, values) ?? json(200, shownActivity(held.put(whole)));
}

/** The newest first. */
export function searchActivities({ all }: Held, body: unknown): Outgoing {
  const { parent, activity_types, ...paging } = shapes.SearchActivitiesSchema.parse(body);
  const found = all("activity").filter(
    ({ values }) =>
      (!parent || (values.parent.id === parent.id && values.parent.type === parent.type)) &&
      (!activity_types || activity_types.some(({ id }) => id === values.type.id)),
  );
  return listed(found.toReversed().map(shownActivity), paging);
}

function wrongIn(
  { find, own }: Held,
  { type, parent, user_id }: z.infer<typeof shapes.UpdateActivitySchema>,
): Outgoing | undefined {
  const isKnown = activityTypes.some(({ id }) => id === type.id) || own.has(String(type.id));
  if (type.category !== "user" || !isKnown) return invalid("activity type");
  const isUser = users.some(({ id }) => id === user_id) || own.has(String(user_id));
  if (user_id !== undefined && !isUser) return invalid("user_id");
  const { type: kind } = parent ?? {};
  const isThere = kind === "lead" || kind === "person" ? find(kind, parent?.id ?? 0) : undefined;
  return parent && !isThere ? invalid("parent") : undefined;
}
