import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { ListSchema } from "./shapes.ts";

/** How Close answers: https://developer.close.com/api/overview/http-response-codes */

export const notFound = json(404, { error: "Empty query: The requested object does not exist." });

export const invalid = (fields: object): Outgoing => json(400, { errors: [], "field-errors": fields });

export const fieldErrors = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(
    error.issues.map((issue) => [
      [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])].join(".") || "body",
      issue.message,
    ]),
  );

export const listed = (found: readonly unknown[], { _limit, _skip }: z.infer<typeof ListSchema>): Outgoing =>
  json(200, { data: found.slice(_skip, _skip + _limit), has_more: found.length > _skip + _limit });

export const only = (object: object, fields: readonly string[] | undefined): object =>
  fields ? Object.fromEntries(Object.entries(object).filter(([name]) => fields.includes(name))) : object;
