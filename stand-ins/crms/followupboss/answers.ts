import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { ListSchema } from "./shapes.ts";

/** How Follow Up Boss answers. */

export const notFound = json(404, { errorMessage: "The requested resource was not found." });

export const refused = (errorMessage: string): Outgoing => json(400, { errorMessage });

export const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `Invalid fields in the request body: ${issue.keys.join(", ")}.`
    : `Field '${issue.path.join(".")}' is invalid: ${issue.message}.`;

export function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { limit, offset } = ListSchema.parse(Object.fromEntries(query));
  const _metadata = { collection, offset, limit, total: found.length };
  return json(200, { _metadata, [collection]: found.slice(offset, offset + limit) });
}
