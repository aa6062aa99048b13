import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Renewal } from "../../contract/connector.ts";

/** Where the CRM does not say. Access that ends earlier than we think is refused, and renewed then. */
const USUAL_SECONDS = 1_800;

const TokenSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  /** Seconds, by some as text. */
  expires_in: z.optional(z.union([z.number(), z.string()])),
  refresh_token: z.optional(z.string().check(z.minLength(1))),
});

/**
 * Renews access as https://www.rfc-editor.org/rfc/rfc6749#section-6 has it, with the credentials `client_id`,
 * `client_secret` and `refresh_token`, who we are being said in the body.
 * @param path of the token endpoint
 */
export const refreshTokenGrant =
  (path: string): Renewal["renew"] =>
  async (crm, { credentials, refreshToken, now }) => {
    const { client_id = "", client_secret = "" } = credentials;
    const form = { grant_type: "refresh_token", client_id, client_secret, refresh_token: refreshToken };
    const answer = await crm.request("POST", path, new URLSearchParams(form).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    });
    const token = z.safeParse(TokenSchema, answer).data;
    if (!token) throw new TransientError("The CRM answered a renewal of our access with something unexpected");
    return {
      token: token.access_token,
      until: new Date(now.getTime() + (Number(token.expires_in) || USUAL_SECONDS) * 1000),
      ...(token.refresh_token !== undefined && { refreshToken: token.refresh_token }),
    };
  };
