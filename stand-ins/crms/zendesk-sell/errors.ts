import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json, type Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** Sell's errors: https://developer.zendesk.com/api-reference/sales-crm/errors/ */

const no = (code: string, message: string, more: object = {}) => ({
  errors: [{ error: { code, message, ...more }, meta: { type: "error" } }],
  meta: { type: "errors_collection", logref: "8c2f0a" },
});

export const unauthorized = json(
  401,
  no("unauthorized", "request is unauthorized", {
    details: "Required access token is missing, malformed, expired, or invalid.",
  }),
);
export const withoutAgent = json(400, no("invalid_user_agent", "The header User-Agent is missing"));
export const notFound = json(404, no("not_found", "The requested resource could not be found"));

export const invalid = (field: string, message: string): Outgoing =>
  json(422, no("invalid", message, { field, details: `${field}: ${message}` }));

export const complaint = (issue: z.core.$ZodIssue): Outgoing =>
  issue.code === "unrecognized_keys"
    ? invalid(issue.keys.join(", "), "is no attribute")
    : invalid(issue.path.slice(1).join("."), issue.message);

const wrong = "The value of an attribute cannot be taken";
const missing = "There is nothing of this id";
const scope = "The token may not do this";

export const refusals: readonly Refusal[] = [
  refusing("over a limit", "wait", 429, no("rate_limit_exceeded", "Too many requests")),
  refusing("failed inside", "wait", 500, no("server_error", "Something failed there")),
  refusing("away for a moment", "wait", 503, no("temporarily_unavailable", "The service is away for a moment")),
  refusing("not valid", "person", 422, no("invalid", wrong, { field: "summary", details: wrong }), {
    to: "writes",
    words: wrong,
  }),
  refusing("not understood", "person", 400, no("invalid_param", wrong, { field: "page" }), { words: wrong }),
  refusing("not within the scopes", "person", 403, no("insufficient_scope", scope), { words: scope }),
  refusing("no such record", "person", 404, no("not_found", missing), { words: missing }),
  refusing("token over", "access", 401, no("unauthorized", "request is unauthorized")),
];
