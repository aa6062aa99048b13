import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { ifPresent, listOf } from "../../kit/in/vendor-shape.ts";
import { restMeaning, wordsIn } from "../../kit/out/rest-meaning.ts";

/** https://developer.zendesk.com/api-reference/sales-crm/errors/ */

const Text = ifPresent(z.string());

const ErrorsSchema = z.object({
  errors: listOf(z.object({ error: z.object({ code: Text, message: Text, details: Text, field: Text }) })),
});

/** Sell answers as HTTP has it; its limits are so many requests a second and an hour, and no header says how long. */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  return meaning.kind === "ok" ? meaning : { kind: meaning.kind, detail: detailOf(answer.body) };
}

/** What it says is wrong, with the field; the token's address says it as OAuth does. */
function detailOf(body: unknown): string | undefined {
  const errors = z.safeParse(ErrorsSchema, body).data?.errors ?? [];
  const words = errors.map(({ error: { field, code, message, details } }) =>
    [field, [...new Set([message ?? code, details])].filter(Boolean).join(": ")].filter(Boolean).join(" "),
  );
  return words.filter(Boolean).join("; ") || wordsIn(body);
}
