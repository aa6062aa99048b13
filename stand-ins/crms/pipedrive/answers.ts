import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { Stored } from "./records.ts";

/** How Pipedrive says that something was done, or was not. */

export const shown = ({ kind: _, ...one }: Stored): Record<string, unknown> => one;

export const done = (data: unknown) => ({ success: true, data });

/** Thrown to be the answer. */
export class Refusal extends Error {
  readonly answer: Outgoing;

  constructor(answer: Outgoing) {
    super("refused");
    this.answer = answer;
  }
}

const info = "Please check developers.pipedrive.com for more information about Pipedrive API.";

export const failed = (status: number, error: string): Outgoing =>
  json(status, { success: false, error, error_info: info, data: null, additional_data: null });

export const invalid = (error: string): Outgoing => failed(400, error);

export const notFound = (kind: Stored["kind"]): Outgoing => failed(404, `${kind.replace(/s$/, "")} not found`);
