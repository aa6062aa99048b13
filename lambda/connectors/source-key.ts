import { createHash, timingSafeEqual } from "node:crypto";
import { RejectedError } from "../runtime/errors.ts";
import type { HttpRequest } from "../runtime/http.ts";
import type { SourceSecrets } from "./connector.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares two secrets in time that tells nothing about either. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * The key a sender brings: as header, bearer token, query parameter or last part of the path, since many senders can
 * only set a URL.
 */
function keyOf(request: HttpRequest): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return request.headers["x-bridge-key"] ?? bearer ?? request.query.get("key") ?? request.params.key;
}

/**
 * Lets in whoever brings one of the source's keys. Every key is compared, so the time tells nothing.
 * @throws RejectedError 401
 */
export function verifySourceKey(request: HttpRequest, secrets: SourceSecrets): void {
  const given = keyOf(request) ?? "";
  const matches = secrets.keys.map((key) => sameSecret(given, key));
  if (!matches.includes(true)) throw new RejectedError(401, "The key is missing or wrong");
}
