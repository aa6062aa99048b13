import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** HighLevel's errors: `common/common-schemas.json` in https://github.com/GoHighLevel/highlevel-api-docs */

export const badRequest = (message: string, more: object = {}): Outgoing =>
  json(400, { statusCode: 400, message, ...more });
export const unauthorised = (message: string): Outgoing =>
  json(401, { statusCode: 401, message, error: "Unauthorized" });
export const unprocessable = (message: readonly string[]): Outgoing =>
  json(422, { statusCode: 422, message, error: "Unprocessable Entity" });
export const notFound = (what: string, id: string): Outgoing => badRequest(`${what} with id ${id} not found`);
