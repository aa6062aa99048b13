import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { clientCredentialsGrant } from "../../kit/out/client-credentials.ts";
import { refreshTokenGrant } from "../../kit/out/refresh-token.ts";
import { understand } from "./errors.ts";

/** How Salesforce lets the bridge in. */

export const accessSettings = {
  /**
   * The host of My Domain, which every organisation has. A sandbox has its own, and client credentials open no other;
   * the default is enough for a refresh token of a production organisation.
   */
  domain: z._default(
    z
      .string()
      .check(
        z.regex(
          /^(?:login|test)\.salesforce\.com$|^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.my\.salesforce\.(?:com|mil)$/,
          "write the host of My Domain, e.g. acme.my.salesforce.com (Setup, My Domain)",
        ),
      ),
    "login.salesforce.com",
  ),
  /** Version of the API: https://developer.salesforce.com/docs/platform/api-rest/guide/api-rest-eol.html */
  apiVersion: z._default(z.string().check(z.regex(/^v\d{2,3}\.0$/, "write a version such as v63.0")), "v63.0"),
};

const AccessSettingsSchema = z.prefault(z.looseObject(accessSettings), {});

const Given = z.string().check(z.minLength(1));

/** Of an external client app: with the refresh token of a user who let it in, or by itself as the user whom it names. */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  z.object({ client_id: Given, client_secret: Given }),
]);

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm&language=en_US&type=5 */
const TOKEN = "/services/oauth2/token";
const byRefreshToken = refreshTokenGrant(TOKEN, { apiUrl: "instance_url" });
const byItself = clientCredentialsGrant(TOKEN, { apiUrl: "instance_url" });

/** @param settings the CRM's, as bridge.config.ts has them */
export function salesforceAccess(settings: unknown): Access {
  const { domain } = z.parse(AccessSettingsSchema, settings);
  return {
    baseUrl: `https://${domain}`,
    credentials: CredentialsSchema,
    renewal: {
      startsFrom: "client_secret",
      apiHosts: /^(?:[a-z0-9-]+\.)+(?:salesforce|force|cloudforce)\.(?:com|mil)$/,
      renew: (crm, given) => (given.refreshToken === "" ? byItself : byRefreshToken)(crm, given),
    },
    authorise,
    understand,
  };
}

export const authorise: Access["authorise"] = ({ token }) => ({ authorization: `Bearer ${token}` });
