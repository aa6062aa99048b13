import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";

const MAX_CHARACTERS = 255;

/**
 * The key under which a sender wants its request to count once, from `Idempotency-Key`.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @param item position of the lead when the request carries several
 * @throws RejectedError 400
 */
export function explicitKey(request: HttpRequest, item = 0): { key: string; keyIsExplicit: true } | undefined {
  const key = request.headers["idempotency-key"]?.trim();
  if (!key) return undefined;
  if (key.length > MAX_CHARACTERS) throw new RejectedError(400, "The Idempotency-Key is too long");
  return { key: item === 0 ? key : `${key}#${item}`, keyIsExplicit: true };
}
