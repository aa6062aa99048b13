import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { PageSchema, RefusedFilter } from "./shapes.ts";

/** How Keap answers. */

const problem = (code: number, message: string): Outgoing =>
  json(code, { code, message, status: "ERROR", details: [] });

export const notFound = problem(404, "The requested resource was not found");
export const refused = (message: string): Outgoing => problem(400, message);
export const exists = (message: string): Outgoing => problem(409, message);

/** Of the gateway before the API. */
export const noAccess = json(401, {
  fault: { faultstring: "Invalid Access Token", detail: { errorcode: "keymanagement.service.invalid_access_token" } },
});

export const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `Unrecognized field: ${issue.keys.join(", ")}`
    : `${issue.path.join(".") || "body"}: ${issue.message}`;

export function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { page_size, page_token } = PageSchema.parse(Object.fromEntries(query));
  const next = page_token + page_size;
  return json(200, {
    [collection]: found.slice(page_token, next),
    ...(next < found.length && { next_page_token: String(next) }),
  });
}

/** What a change is limited to by `update_mask`. @throws RefusedFilter for a name that is none */
export function masked<Values extends object>(
  values: Values,
  query: URLSearchParams,
  known: readonly string[],
): Partial<Values> {
  const names = query.getAll("update_mask");
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new RefusedFilter(`update_mask=${wrong}`);
  if (names.length === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) as Partial<Values>;
}
