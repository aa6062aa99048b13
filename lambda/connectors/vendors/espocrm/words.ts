import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";

/**
 * EspoCRM's own words for what is wrong with a request: in a header, and where it is about a field, in the body.
 * https://github.com/espocrm/espocrm/blob/master/application/Espo/Core/Api/ErrorOutput.php
 */

const Word = z.optional(z.nullable(z.union([z.string(), z.number()])));
const ProblemSchema = z.object({
  message: z.optional(z.string()),
  messageTranslation: z.optional(z.object({ label: Word, data: z.optional(z.record(z.string(), Word)) })),
});

/** As long as a person reads. */
const MAX_WORDS = 500;

export function wordsOf({ headers, body }: Pick<ApiAnswer, "headers" | "body">): string | undefined {
  const { message, messageTranslation } = z.safeParse(ProblemSchema, body).data ?? {};
  const { label, data = {} } = messageTranslation ?? {};
  const facts = Object.entries(data).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  const words = [headers["x-status-reason"], message, label, ...facts].filter((each) => each);
  return words.length === 0 ? undefined : cutText([...new Set(words)].join("; "), MAX_WORDS);
}
