import { parseBody } from "../../../runtime/body.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";

/**
 * Reads a body of a sender that puts answers between quotation marks without escaping them. A quotation mark or a line
 * break in one answer breaks the whole, and the sender does not try again: so it is mended as far as it can be, as
 * bodies are that call themselves plain text.
 * @throws RejectedError as `parseBody`
 */
export async function parseSpliced({ body, headers }: HttpRequest): Promise<unknown> {
  try {
    return await parseBody(body, headers["content-type"]);
  } catch (error) {
    if (!(error instanceof RejectedError && error.status === 400)) throw error;
    return parseBody(body, "text/plain;charset=UTF-8");
  }
}
