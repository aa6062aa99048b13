import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import { scrub } from "../../../runtime/scrub.ts";
import type { Renewal } from "../../contract/reporter.ts";
import { formContent } from "./content.ts";

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

/**
 * Renews access as https://www.rfc-editor.org/rfc/rfc6749#section-6 has it, with the credentials `client_id`,
 * `client_secret` and `refresh_token`.
 * @param path of the token endpoint
 * @param options.clientIn where it is said who we are: in the body, or as HTTP Basic in a header. Default: the body
 * @param options.apiUrl where the answer says at which address the account's API lives, e.g. `instance_url`
 */
export const refreshTokenGrant =
  (path: string, options: { readonly apiUrl?: string; readonly clientIn?: "body" | "header" } = {}): Renewal["renew"] =>
  async (crm, { credentials, refreshToken, now }) => {
    const { client_id = "", client_secret = "" } = credentials;
    const inHeader = options.clientIn === "header";
    const form = {
      grant_type: "refresh_token",
      ...(!inHeader && { client_id, client_secret }),
      refresh_token: refreshToken,
    };
    const headers = inHeader ? { authorization: basic(client_id, client_secret) } : undefined;
    const { body } = await crm.request("POST", path, formContent(form), headers);
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
  };

const basic = (name: string, secret: string): string => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
