import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./meaning.ts";

/** The version of monday's API that the questions are written in: https://developer.monday.com/api-reference/docs/api-versioning */
const API_VERSION = "2026-01";

const Given = z.string().check(z.minLength(1));

/** A user's token, which stays: https://developer.monday.com/api-reference/docs/authentication */
const TokenSchema = z.object({ token: Given });

/** Or an OAuth app, whose access lasts an hour: https://developer.monday.com/apps/docs/oauth-2-1 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  TokenSchema,
]);

/** The token as it is, with no word before it; so do monday's own programs send an app's access as well. */
const authorise: Access["authorise"] = ({ token = "" }) => ({ authorization: token, "api-version": API_VERSION });

/** How monday lets the bridge in. */
export const mondayAccess: Access = {
  baseUrl: "https://api.monday.com",
  credentials: CredentialsSchema,
  /** Each answer brings the next refresh token, and does not say how long the access lasts. */
  renewal: { baseUrl: "https://auth.monday.com", renew: refreshTokenGrant("/oauth_ms/oauth/token") },
  authorise,
  understand,
};

/** How it lets in a source that has credentials of its own. */
export const tokenAccess = { baseUrl: mondayAccess.baseUrl, credentials: TokenSchema, authorise } as const;
