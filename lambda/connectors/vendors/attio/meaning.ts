import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/** What Attio's answers mean. It keeps to HTTP, and says the rest by a code. https://docs.attio.com/rest-api/guides/rate-limiting */

const ProblemSchema = z.object({ code: z.string() });

/** Both were merged, and what has become of them cannot be read yet. */
const MERGING = "merge_in_progress";
/** Somebody has the address that is one person's alone. */
const TAKEN = "uniqueness_conflict";

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind !== "refused") return meaning;
  const { code } = z.safeParse(ProblemSchema, answer.body).data ?? {};
  if (code === TAKEN) return { ...meaning, kind: "exists" };
  return code === MERGING ? { ...meaning, kind: "again" } : meaning;
}
