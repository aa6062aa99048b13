import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** How Attio answers: https://docs.attio.com/rest-api/guides/rate-limiting shows an error's form. */

export const problem = (status_code: number, code: string, message: string): Outgoing =>
  json(status_code, { status_code, type: "invalid_request_error", code, message });

export const notFound = (what: string): Outgoing => problem(404, "not_found", `${what} was not found`);

export const data = (value: unknown): Outgoing => json(200, { data: value });
