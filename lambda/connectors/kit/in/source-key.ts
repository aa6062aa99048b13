import { hash, timingSafeEqual } from "node:crypto";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { SourceSecrets } from "../../contract/intake.ts";

const digest = (text: string): Buffer => hash("sha256", text, "buffer");

/** Compares two secrets in time that tells nothing about either. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * The keys a sender brings: as header, bearer token, password, query parameter or last part of the path, since many
 * senders can only set a URL. Some send a token or parameter of their own beside it.
 */
function keysIn({ headers, query, params }: HttpRequest): string[] {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const brought = [headers["x-bridge-key"], bearer, passwordIn(headers.authorization), query.get("key"), params.key];
  return brought.filter((key) => typeof key === "string");
}

/** Of a name and password as senders have them set: https://www.rfc-editor.org/rfc/rfc7617. The name may be any. */
function passwordIn(authorization = ""): string | undefined {
  const encoded = /^Basic\s+([\w+/=-]+)$/i.exec(authorization)?.[1];
  return encoded === undefined ? undefined : /:(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8"))?.[1];
}

/**
 * Lets in whoever brings one of the source's keys, in any of the places. Every key that was brought is compared with
 * every key of the source, so the time tells nothing.
 * @throws RejectedError 401
 */
export function verifySourceKey(request: HttpRequest, secrets: SourceSecrets): void {
  const brought = keysIn(request);
  const matches = secrets.keys.flatMap((key) => brought.map((each) => sameSecret(each, key)));
  if (!matches.includes(true)) throw new RejectedError(401, "The key is missing or wrong");
}
