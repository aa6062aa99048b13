import { createPublicKey, type KeyObject, verify } from "node:crypto";
import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { parseJson } from "../../../runtime/json.ts";

/**
 * Events of apps are signed with HighLevel's own key, over the body. It is the same key for all apps and locations: a
 * signature says that HighLevel sent the event, and not for whom.
 * https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide
 */

/** Ed25519 for `X-GHL-Signature`, and RSA for `X-WH-Signature`, which HighLevel sends beside it until July 2026. */
const PUBLISHED = [
  `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=
-----END PUBLIC KEY-----`,
  // https://github.com/GoHighLevel/highlevel-api-docs/blob/main/docs/oauth/WebhookAuthentication.md
  `-----BEGIN PUBLIC KEY-----
MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAokvo/r9tVgcfZ5DysOSC
Frm602qYV0MaAiNnX9O8KxMbiyRKWeL9JpCpVpt4XHIcBOK4u3cLSqJGOLaPuXw6
dO0t6Q/ZVdAV5Phz+ZtzPL16iCGeK9po6D6JHBpbi989mmzMryUnQJezlYJ3DVfB
csedpinheNnyYeFXolrJvcsjDtfAeRx5ByHQmTnSdFUzuAnC9/GepgLT9SM4nCpv
uxmZMxrJt5Rw+VUaQ9B8JSvbMPpez4peKaJPZHBbU3OdeCVx5klVXXZQGNHOs8gF
3kvoV5rTnXV0IknLBXlcKKAQLZcY/Q9rG6Ifi9c+5vqlvHPCUJFT5XUGG5RKgOKU
J062fRtN+rLYZUV+BjafxQauvC8wSWeYja63VSUruvmNj8xkx2zE/Juc+yjLjTXp
IocmaiFeAO6fUtNjDeFVkhf5LNb59vECyrHD2SQIrhgXpO4Q3dVNA5rw576PwTzN
h/AMfHKIjE4xQA1SZuYJmNnmVZLIZBlQAF9Ntd03rfadZ+yDiOXCCs9FkHibELhC
HULgCsnuDJHcrGNd5/Ddm5hxGQ0ASitgHeMZ0kcIOwKDOzOU53lDza6/Y09T7sYJ
PQe7z0cvj7aE4B+Ax1ZoZGPzpJlZtGXCsu9aTEGEnKzmsFqwcSsnw3JB31IGKAyk
T1hhTiaCeIY/OwwwNUY2yvcCAwEAAQ==
-----END PUBLIC KEY-----`,
];

/**
 * HighLevel's keys where it has replaced those that stand here, which it does by a notice to developers; the old and the
 * new one while both are in use.
 */
export const PublicKeysSetting = z._default(
  z.array(z.string().check(z.refine(isPublicKey, "write the key as HighLevel shows it, from BEGIN to END PUBLIC KEY"))),
  [],
);

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType !== undefined && pem.includes("PUBLIC KEY");
  } catch {
    return false;
  }
}

const HEADERS = ["x-ghl-signature", "x-wh-signature"] as const;

/** What stands for a signature that was not made. */
const NONE = "N/A";

export const isSigned = ({ headers }: HttpRequest): boolean => HEADERS.some((name) => headers[name] !== undefined);

const MINUTE_MS = 60_000;
const AHEAD_MS = 5 * MINUTE_MS;
/**
 * After a 429 the same event comes again up to six times, ten minutes apart with some chance in it, and five minutes
 * would refuse them all. A copy that somebody caught meets the key of its event:
 * https://help.gohighlevel.com/support/solutions/articles/155000007071-automated-webhook-retries
 */
const BEHIND_MS = 90 * MINUTE_MS;

/** @throws RejectedError 401 */
export function verifySignature(request: HttpRequest, publicKeys: readonly string[], now: Date): void {
  const keys = publicKeys.length > 0 ? publicKeys : PUBLISHED;
  // One after the other: to read a key takes as long as to verify by it.
  const isGenuine = keys.some((pem) => isBy(createPublicKey(pem), request));
  if (!isGenuine || !isFresh(request, now)) {
    throw new RejectedError(401, "HighLevel's signature is missing or wrong, or the event is too old");
  }
}

/** Where both stand, the newer one decides. */
function isBy(key: KeyObject, { headers, body }: HttpRequest): boolean {
  const [ed25519 = NONE, rsa = NONE] = HEADERS.map((name) => headers[name] || NONE);
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return verify(null, body, key, Buffer.from(ed25519, "base64"));
    case "rsa":
      return ed25519 === NONE && verify("sha256", body, key, Buffer.from(rsa, "base64"));
    default:
      return false;
  }
}

const TimedSchema = z.object({ timestamp: z.string() });

/** An event that names no time is known by its id alone. */
function isFresh({ body }: HttpRequest, now: Date): boolean {
  const { timestamp } = z.safeParse(TimedSchema, parsed(body)).data ?? {};
  if (timestamp === undefined) return true;
  const age = now.getTime() - Date.parse(timestamp);
  return age <= BEHIND_MS && age >= -AHEAD_MS;
}

/** What is no JSON is refused when it is read. */
function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
