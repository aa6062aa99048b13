import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import { scrub } from "../../../runtime/scrub.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { RenewedAccess } from "../../contract/reporter.ts";

/** Where the CRM does not say. Access that ends earlier than we think is refused, and renewed then. */
const USUAL_SECONDS = 1_800;

/** Some answer 200 all the same. */
const RefusalSchema = z.object({ error: z.string().check(z.minLength(1)) });

const TokenSchema = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  /** Seconds, by some as text. */
  expires_in: z.optional(z.union([z.number(), z.string()])),
  refresh_token: z.optional(z.string().check(z.minLength(1))),
});

export interface TokenAnswerOptions {
  /** Where the answer says at which address the account's API lives, e.g. `instance_url`. */
  readonly apiUrl?: string;
}

/**
 * Access as a token endpoint answers it: https://www.rfc-editor.org/rfc/rfc6749#section-5
 * @throws RejectedError 400 when it was refused, TransientError when the answer is none
 */
export function accessIn({ body }: ApiAnswer, now: Date, options: TokenAnswerOptions = {}): RenewedAccess {
  const token = z.safeParse(TokenSchema, body).data;
  const refusal = z.safeParse(RefusalSchema, body).data;
  if (!token && refusal) {
    throw new RejectedError(400, "The CRM refused to renew our access", { detail: scrub(refusal.error) });
  }
  if (!token) throw new TransientError("The CRM answered a renewal of our access with something unexpected");
  const apiUrl = options.apiUrl === undefined ? undefined : token[options.apiUrl];
  return {
    token: token.access_token,
    until: new Date(now.getTime() + (Number(token.expires_in) || USUAL_SECONDS) * 1000),
    ...(token.refresh_token !== undefined && { refreshToken: token.refresh_token }),
    ...(typeof apiUrl === "string" && { apiUrl }),
  };
}
