import * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { Unfit } from "./answer-question.ts";
import { WrongValue } from "./columns.ts";
import { Unreadable } from "./read-question.ts";

/** What monday says that it did not do. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly wait: number | undefined;

  constructor(code: string, message: string, status?: number, wait?: number) {
    super(message);
    this.code = code;
    this.status = status;
    this.wait = wait;
  }
}

export const notAuthenticated = json(401, {
  errors: [{ message: "Not Authenticated", extensions: { code: "NOT_AUTHENTICATED" } }],
});

/** https://developer.monday.com/api-reference/docs/error-handling */
export function refused(error: unknown): Outgoing {
  if (error instanceof Problem) {
    const { code, message, status, wait } = error;
    const extensions = {
      code,
      ...(status !== undefined && { status_code: status }),
      ...(wait !== undefined && { retry_in_seconds: wait }),
    };
    return json(200, { data: null, errors: [{ message, extensions }] });
  }
  if (error instanceof WrongValue) {
    const extensions = { code: "ColumnValueException", status_code: 200, error_data: { column_id: error.column } };
    return json(200, { data: null, errors: [{ message: error.message, extensions }] });
  }
  const isUnfit = error instanceof Unfit || error instanceof Unreadable;
  if (!isUnfit && !(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
  const message = isUnfit ? error.message : "The request is no question";
  return json(400, { errors: [{ message, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] });
}
