import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./meaning.ts";

/** Contacts, notes, tags and users: https://developer.keap.com/docs/restv2/ */
export const API = "/crm/rest/v2";

const Given = z.string().check(z.minLength(1));

/** A service account key or personal access token: https://developer.keap.com/pat-and-sak/ */
const KeySchema = z.object({ token: Given });

/** Such a key, which stays; or an OAuth app, whose access runs out: https://developer.keap.com/getting-started-oauth-keys/ */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  KeySchema,
]);

/** How Keap lets the bridge in. */
export const keapAccess: Access = {
  baseUrl: "https://api.keap.com",
  credentials: CredentialsSchema,
  /** Each answer brings the next refresh token, and the one before is worth nothing from then on. */
  renewal: { baseUrl: "https://api.infusionsoft.com", renew: refreshTokenGrant("/token", { clientIn: "header" }) },
  authorise: ({ token = "" }) => ({ authorization: `Bearer ${token}` }),
  understand,
};

/** How it lets in a source that has a key of its own. */
export const keyAccess = {
  baseUrl: keapAccess.baseUrl,
  credentials: KeySchema,
  authorise: keapAccess.authorise,
} as const;
