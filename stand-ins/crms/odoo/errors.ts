import * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { DomainError } from "./domain.ts";

/** How Odoo refuses: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html, Response */

export class OdooError extends Error {
  readonly status: number;
  readonly exception: string;

  constructor(status: number, exception: string, message: string) {
    super(message);
    this.status = status;
    this.exception = exception;
  }
}

export const missing = () =>
  new OdooError(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.");
export const valueError = (message: string) => new OdooError(500, "builtins.ValueError", message);
export const userError = (message: string) => new OdooError(422, "odoo.exceptions.UserError", message);
export const unknownPlace = (message: string) => new OdooError(404, "werkzeug.exceptions.NotFound", message);

/** @throws what is no refusal of Odoo's */
export function refusal(error: unknown): Outgoing {
  const answer = (status: number, name: string, message: string) =>
    json(status, { name, message, arguments: [message], context: {}, debug: "" });
  if (error instanceof OdooError) return answer(error.status, error.exception, error.message);
  if (error instanceof DomainError) return answer(500, "builtins.ValueError", error.message);
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const named = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
    return answer(422, "werkzeug.exceptions.UnprocessableEntity", `got an unexpected argument '${named}'`);
  }
  if (error instanceof SyntaxError) {
    return answer(400, "werkzeug.exceptions.BadRequest", "could not parse the body as json");
  }
  throw error;
}
