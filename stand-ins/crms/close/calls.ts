import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { invalid, listed, notFound } from "./answers.ts";
import { type Call, type Held, users } from "./held.ts";
import { CallListSchema, CreateCallSchema, UpdateCallSchema } from "./shapes.ts";
import { shownCall } from "./shown.ts";

/** Calls that were made elsewhere: https://developer.close.com/api/resources/activities/calls */

/** @param now milliseconds since 1970 */
export function createCall(held: Held, body: unknown, now: number): Outgoing {
  const values = CreateCallSchema.parse(body);
  const wrong = values.lead_id ? wrongIn(values, held) : { lead_id: "This field is required." };
  if (Object.keys(wrong).length > 0) return invalid(wrong);
  const at = new Date(now).toISOString();
  const usual = { status: "completed", direction: "outbound", activity_at: at, source: "External" } as const;
  const call: Call = held.put({ kind: "call", id: held.newId("acti"), values: { ...usual, ...values } });
  return json(200, shownCall(call));
}

export function updateCall(held: Held, id: string, body: unknown): Outgoing {
  const call = held.find("call", id);
  if (!call) return notFound;
  const values = UpdateCallSchema.parse(body);
  const wrong = wrongIn(values, held);
  if (Object.keys(wrong).length > 0) return invalid(wrong);
  return json(200, shownCall(held.put({ ...call, values: { ...call.values, ...values } })));
}

const wrongIn = (
  { lead_id, contact_id, user_id, outcome_id }: z.infer<typeof UpdateCallSchema>,
  { find, own }: Held,
): Record<string, string> => ({
  ...(lead_id && !find("lead", lead_id) && { lead_id: "Object does not exist." }),
  ...(contact_id && !find("contact", contact_id) && { contact_id: "Object does not exist." }),
  ...(user_id && !users.some(({ id }) => id === user_id) && !own.has(user_id) && { user_id: "Object does not exist." }),
  ...(outcome_id && !/^outcome_\w+$/.test(outcome_id) && { outcome_id: "Object does not exist." }),
});

/** The newest first. */
export function listCalls({ all }: Held, query: object): Outgoing {
  const { lead_id, activity_at__gte: from = "", activity_at__lte: to, ...paging } = CallListSchema.parse(query);
  const within = ({ values: { activity_at } }: Call): boolean => {
    const at = Date.parse(activity_at ?? "");
    return !(at < Date.parse(from)) && !(to !== undefined && at > Date.parse(to));
  };
  const found = all("call").filter((call) => (!lead_id || call.values.lead_id === lead_id) && within(call));
  return listed(found.toReversed().map(shownCall), paging);
}
