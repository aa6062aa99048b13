import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { Paging } from "./shapes.ts";

/** How Copper answers. */

export const refused = (status: number, message: string): Outgoing => json(status, { success: false, status, message });
export const invalid = (what: string): Outgoing => refused(422, `Invalid input: ${what}`);
export const notFound = refused(404, "Resource not found");

export const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `unknown fields ${issue.keys.join(", ")}`
    : `${issue.path.join(".")} is invalid: ${issue.message}`;

export const listed = (found: readonly unknown[], { page_number, page_size }: Paging): Outgoing =>
  json(200, found.slice((page_number - 1) * page_size, page_number * page_size));
