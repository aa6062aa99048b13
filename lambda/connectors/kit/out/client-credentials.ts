import type { Renewal } from "../../contract/reporter.ts";
import { formContent } from "./content.ts";
import { accessIn, type TokenAnswerOptions } from "./token-answer.ts";

/**
 * Gets access as https://www.rfc-editor.org/rfc/rfc6749#section-4.4 has it, with the credentials `client_id` and
 * `client_secret`, who we are being said in the body. A renewal that uses it `startsFrom: "client_secret"`.
 * @param path of the token endpoint
 * @param options.form what this endpoint wants besides, such as `scope`
 */
export const clientCredentialsGrant =
  (
    path: string,
    { form = {}, ...options }: TokenAnswerOptions & { readonly form?: Readonly<Record<string, string>> } = {},
  ): Renewal["renew"] =>
  async (crm, { credentials, now }) => {
    const { client_id = "", client_secret = "" } = credentials;
    const asked = { grant_type: "client_credentials", client_id, client_secret, ...form };
    return accessIn(await crm.request("POST", path, formContent(asked)), now, options);
  };
