import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { ListSchema } from "./shapes.ts";

/** How ActiveCampaign answers. */

export const notFound = (what: string, id: number): Outgoing => json(404, { message: nothing(what, id) });

/** What is changed, or what it is to be on, is missing: that is not allowed. */
export const notAllowed = (what: string, id: number): Outgoing => json(403, { message: nothing(what, id) });

const nothing = (what: string, id: number): string => `No Result found for ${what} with id ${id}`;

export const invalid = (title: string, attribute: string, code: string): Outgoing =>
  json(422, { errors: [{ title, detail: "", code, source: { pointer: `/data/attributes/${attribute}` } }] });

export const complaint = (issue: z.core.$ZodIssue) => ({
  title: issue.code === "unrecognized_keys" ? `Unknown attributes: ${issue.keys.join(", ")}` : issue.message,
  detail: issue.path.join("."),
});

export function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { limit, offset } = ListSchema.parse(Object.fromEntries(query));
  return json(200, { [collection]: found.slice(offset, offset + limit), meta: { total: String(found.length) } });
}
