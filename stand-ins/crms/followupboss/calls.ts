import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { withoutUndefined } from "../../kit/without-undefined.ts";
import { listed, notFound, refused } from "./answers.ts";
import { type Held, users } from "./held.ts";
import { CreateCallSchema, UpdateCallSchema } from "./shapes.ts";
import { shownCall } from "./shown.ts";

/** Calls that were made elsewhere: https://docs.followupboss.com/reference/calls-post */

export function createCall(held: Held, body: unknown): Outgoing {
  const values = CreateCallSchema.parse(body);
  if (isWrong(held, values)) return wrong;
  const { put, newId, at } = held;
  return json(201, shownCall(put({ kind: "call", id: newId(), created: at(), values })));
}

export function updateCall(held: Held, id: number, body: unknown): Outgoing {
  const call = held.find("call", id);
  if (!call) return notFound;
  const values = UpdateCallSchema.parse(body);
  if (isWrong(held, values)) return wrong;
  return json(200, shownCall(held.put({ ...call, values: { ...call.values, ...withoutUndefined(values) } })));
}

/** The newest first. */
export function listCalls({ all }: Held, query: URLSearchParams): Outgoing {
  const personId = query.get("personId");
  const found = all("call").filter(({ values }) => !personId || values.personId === Number(personId));
  return listed("calls", query, found.toReversed().map(shownCall));
}

const isWrong = ({ find, own }: Held, { personId, userId }: z.infer<typeof UpdateCallSchema>): boolean =>
  (personId !== undefined && personId !== 0 && !find("person", personId)) ||
  (userId !== undefined && !users.some(({ id }) => id === userId) && !own.has(String(userId)));

const wrong = refused("Invalid personId or userId.");
