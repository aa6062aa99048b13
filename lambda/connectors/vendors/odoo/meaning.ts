import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Odoo's answers mean. An error is the Python exception that ended the request, and everything that the request had
 * done is undone by it.
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html, Response and Transaction
 */

const ErrorSchema = z.object({ name: z.string(), message: z.string() });

/** As long as a person reads. */
const MAX_WORDS = 500;

export const wordsOf = (body: unknown): string | undefined => {
  const error = z.safeParse(ErrorSchema, body).data;
  return error && cutText(error.message, MAX_WORDS);
};

/**
 * Exceptions of the program itself, such as the ValueError for a field that the database does not have: 500, and the
 * same the next time. Those of PostgreSQL, which Odoo passes on as 500 too, pass.
 */
const OF_THE_REQUEST = /^builtins\.(?:ValueError|KeyError|TypeError|AttributeError|AssertionError)$/;

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const { name = "" } = z.safeParse(ErrorSchema, answer.body).data ?? {};
  const detail = wordsOf(answer.body) ?? hintFor(answer.status);
  if (name === "odoo.exceptions.AccessDenied") return { kind: "access-refused", detail };
  // Somebody else holds the record for a moment.
  if (name === "odoo.exceptions.LockError") return { kind: "again", detail };
  if (OF_THE_REQUEST.test(name)) return { kind: "refused", detail };
  return { kind: meaning.kind, detail };
}

/** What answers without an error of Odoo's is not what the bridge looks for. */
function hintFor(status: number): string | undefined {
  if (status === 404)
    return "there is no JSON-2 API at this address: it takes Odoo 19 or later, and the right database";
  if (status >= 300 && status < 400) return "the address leads elsewhere: look at the settings url and database";
  return undefined;
}
