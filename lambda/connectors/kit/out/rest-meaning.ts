import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";

/** What answers mean where an API keeps to HTTP. A connector whose CRM does not begins with it and says the rest. */
export function restMeaning(answer: ApiAnswer): Meaning {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "ok" };
  return { kind: kindOf(status), detail: wordsIn(answer.body) };
}

const kindOf = (status: number): "busy" | "again" | "access-refused" | "refused" => {
  if (status === 429) return "busy";
  if (status >= 500 || status === 408 || status === 425) return "again";
  return status === 401 ? "access-refused" : "refused";
};

/** The CRM's own words, for a person; those of a token endpoint have names of their own (RFC 6749, section 5.2). */
export function wordsIn(body: unknown): string | undefined {
  const { message, detail, error_description, error } = (
    typeof body === "object" && body !== null ? body : {}
  ) as Record<string, unknown>;
  const words = [message, detail, error_description, error].find((text) => typeof text === "string" && text !== "");
  return typeof words === "string" ? words : undefined;
}
