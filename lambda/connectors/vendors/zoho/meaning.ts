import * as z from "zod/mini";
import { StatedError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/** What Zoho's answers mean. https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html */

const Id = z.optional(z.string());

const ProblemSchema = z.object({
  status: z.literal("error"),
  code: z.string(),
  message: z.optional(z.string()),
  details: z.catch(
    z.optional(
      z.object({
        api_name: z.optional(z.string()),
        id: Id,
        /** As later versions have it, where `id` is what earlier ones had. */
        duplicate_record: z.optional(z.object({ id: Id })),
      }),
    ),
    undefined,
  ),
});
type Problem = z.output<typeof ProblemSchema>;

/** Each row of a request is answered for itself, inside a 200, 201, 202 or 207 as well. We send one row at a time. */
const RowsSchema = z.object({ data: z.array(z.unknown()) });

function problemIn({ body }: ApiAnswer): Problem | undefined {
  const rows = z.safeParse(RowsSchema, body).data?.data ?? [];
  for (const part of [body, ...rows]) {
    const problem = z.safeParse(ProblemSchema, part).data;
    if (problem) return problem;
  }
  return undefined;
}

export function understand(answer: ApiAnswer): Meaning {
  const problem = problemIn(answer);
  if (!problem) return restMeaning(answer);
  const { code, details } = problem;
  const detail = wordsOf(problem);
  switch (code) {
    case "TOO_MANY_REQUESTS":
      return { kind: "busy", detail };
    case "INVALID_TOKEN":
    case "INVALID_OAUTHTOKEN":
    case "AUTHENTICATION_FAILURE":
      return { kind: "access-refused", detail };
    case "DUPLICATE_DATA":
      return { kind: "exists", id: details?.duplicate_record?.id ?? details?.id, detail };
    case "INTERNAL_ERROR":
    // The lead became a contact while we wrote: the next attempt finds that.
    case "ID_ALREADY_CONVERTED":
      return { kind: "again", detail };
    // 401, though a new token would not open more than the old one.
    case "OAUTH_SCOPE_MISMATCH":
      return { kind: "refused", detail };
    default: {
      const { kind, ...rest } = restMeaning(answer);
      return { ...rest, kind: kind === "ok" ? "refused" : kind, detail };
    }
  }
}

const wordsOf = ({ code, message, details }: Problem): string =>
  `${code}${message ? `: ${message}` : ""}${details?.api_name ? ` (${details.api_name})` : ""}`;

/** Whether an error is one of these refusals of Zoho's. */
export const saysZoho = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof StatedError && codes.includes(/^\w+/.exec(error.detail ?? "")?.[0] ?? "");

/** The field that a refusal is about, by its API name. */
export const fieldOf = (error: unknown): string | undefined =>
  error instanceof StatedError ? /\((\w+)\)$/.exec(error.detail ?? "")?.[1] : undefined;
