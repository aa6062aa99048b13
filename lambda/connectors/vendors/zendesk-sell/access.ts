import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./meaning.ts";

/** Every path of Sell's API begins so. */
export const API = "/v2";

const Given = z.string().check(z.minLength(1));

/** An access token, which stays; or an OAuth app, whose access lasts an hour. */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ token: Given }),
]);

/** How Sell lets the bridge in: https://developers.getbase.com/docs/rest/articles/oauth2/requests */
export const zendeskSellAccess: Access = {
  baseUrl: "https://api.getbase.com",
  credentials: CredentialsSchema,
  renewal: { renew: refreshTokenGrant("/oauth2/token", { clientIn: "header" }) },
  /** Who does not say who asks is refused: https://developer.zendesk.com/api-reference/sales-crm/requests */
  authorise: ({ token = "" }) => ({ authorization: `Bearer ${token}`, "user-agent": "callingly-bridge" }),
  understand,
};
