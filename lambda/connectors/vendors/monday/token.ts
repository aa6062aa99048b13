import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Intake } from "../../contract/intake.ts";
import { signingSecrets } from "../../kit/in/signed-body.ts";
import { sameSecret, verifySourceKey } from "../../kit/in/source-key.ts";

/**
 * The token with which monday sends what an app subscribed to: a JWT, signed with the app's signing secret. It says who
 * sends and not what, so the source's key is wanted beside it; a webhook that somebody added to a board by hand brings
 * nothing but that key. https://developer.monday.com/apps/docs/integration-authorization
 */

const HeaderSchema = z.object({ alg: z.literal("HS256") });
const ClaimsSchema = z.object({ exp: z.number() });

/**
 * A token holds for five minutes. Whether what is sent again, for half an hour, brings a new one is not written anywhere,
 * and a lead must not be lost by it.
 */
const GRACE_MS = 30 * 60_000;

/** @throws RejectedError 401 */
export const verifySender: Intake["verify"] = (request, secrets, now) => {
  verifySourceKey(request, secrets);
  const given = signingSecrets(secrets);
  if (given.length === 0) return;
  const matches = given.map((secret) => isGenuine(tokenIn(request), secret, now));
  if (!matches.includes(true)) throw new RejectedError(401, "The token is missing, wrong or too old");
};

const tokenIn = ({ headers }: HttpRequest): string => (headers.authorization ?? "").replace(/^Bearer\s+/i, "").trim();

/** https://www.rfc-editor.org/rfc/rfc7515#section-5.2 */
function isGenuine(token: string, secret: string, now: Date): boolean {
  const [header = "", claims = "", signature = "", ...more] = token.split(".");
  const isSigned = sameSecret(
    createHmac("sha256", secret).update(`${header}.${claims}`).digest("base64url"),
    signature,
  );
  if (!isSigned || more.length > 0 || part(header, HeaderSchema) === undefined) return false;
  const { exp } = part(claims, ClaimsSchema) ?? { exp: 0 };
  return now.getTime() <= exp * 1000 + GRACE_MS;
}

function part<Schema extends z.ZodMiniType>(encoded: string, schema: Schema): z.output<Schema> | undefined {
  try {
    return z.safeParse(schema, JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
