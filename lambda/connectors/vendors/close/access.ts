import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./meaning.ts";

/** Every path of Close's API begins so. */
export const API = "/api/v1";

const Given = z.string().check(z.minLength(1));

/** https://developer.close.com/api/overview/api-key-authentication */
const ApiKeySchema = z.object({ api_key: Given });

/** An API key, which stays; or an OAuth app, whose access lasts an hour. */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  ApiKeySchema,
]);

/** A key is a user's name without a password. What an OAuth app is given is a bearer token. */
const authorise: Access["authorise"] = ({ api_key, token = "" }) => ({
  authorization:
    api_key === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${api_key}:`, "utf8").toString("base64")}`,
});

/** How Close lets the bridge in. */
export const closeAccess: Access = {
  baseUrl: "https://api.close.com",
  credentials: CredentialsSchema,
  /** Each answer brings the next refresh token: https://developer.close.com/api/overview/oauth-authentication */
  renewal: { renew: refreshTokenGrant("/oauth2/token/") },
  authorise,
  understand,
};

/** How it lets in a source that has credentials of its own. */
export const keyAccess = { baseUrl: closeAccess.baseUrl, credentials: ApiKeySchema, authorise } as const;

/**
 * Whether a change was made by us: Close names the API key, by what stands before its dot, or the OAuth app.
 * @param by as an event has it
 */
export const isOwn = (by: string, { api_key = "", client_id }: Readonly<Record<string, string>>): boolean =>
  api_key.startsWith(`${by}.`) || by === client_id;
