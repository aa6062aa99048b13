import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./understand.ts";

const Given = z.string().check(z.minLength(1));

/**
 * Of an OAuth app, whose access lasts an hour, or a user's API token, which stays. Activities of other users are written
 * by an administrator. https://pipedrive.readme.io/docs/core-api-concepts-authentication
 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ token: Given }),
]);

/** How Pipedrive lets the bridge in. */
export const pipedriveAccess: Access = {
  baseUrl: "https://api.pipedrive.com",
  credentials: CredentialsSchema,
  /** https://pipedrive.readme.io/docs/marketplace-oauth-authorization, which names the account's own address as well */
  renewal: {
    baseUrl: "https://oauth.pipedrive.com",
    apiHosts: /^[a-z0-9-]+\.pipedrive\.com$/,
    renew: refreshTokenGrant("/oauth/token", { apiUrl: "api_domain", clientIn: "header" }),
  },
  authorise: ({ token = "", client_id }): Record<string, string> =>
    client_id === undefined ? { "x-api-token": token } : { authorization: `Bearer ${token}` },
  understand,
};
