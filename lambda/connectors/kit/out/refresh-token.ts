import type { Renewal } from "../../contract/reporter.ts";
import { formContent } from "./content.ts";
import { accessIn, type TokenAnswerOptions } from "./token-answer.ts";

interface GrantOptions extends TokenAnswerOptions {
  /** Where it is said who we are: in the body, or as HTTP Basic in a header. Default: the body. */
  readonly clientIn?: "body" | "header";
}

/**
 * Renews access as https://www.rfc-editor.org/rfc/rfc6749#section-6 has it, with the credentials `client_id`,
 * `client_secret` and `refresh_token`.
 * @param path of the token endpoint
 */
export const refreshTokenGrant =
  (path: string, options: GrantOptions = {}): Renewal["renew"] =>
  async (crm, { credentials, refreshToken, now }) => {
    const { client_id = "", client_secret = "" } = credentials;
    const inHeader = options.clientIn === "header";
    const form = {
      grant_type: "refresh_token",
      ...(!inHeader && { client_id, client_secret }),
      refresh_token: refreshToken,
    };
    const headers = inHeader ? { authorization: basic(client_id, client_secret) } : undefined;
    return accessIn(await crm.request("POST", path, formContent(form), headers), now, options);
  };

const basic = (name: string, secret: string): string => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
