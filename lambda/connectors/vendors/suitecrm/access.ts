import * as z from "zod/mini";
import type { Access, Renewal } from "../../contract/reporter.ts";
import { clientCredentialsGrant } from "../../kit/out/client-credentials.ts";
import { HostedAddress } from "../../kit/out/hosted-address.ts";
import { understand } from "./meaning.ts";

/** How SuiteCRM lets the bridge in: https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/ */

/** Where its API is, below which `/Api` stands: of SuiteCRM 8 that ends in `/legacy`. */
export const accessSettings = { url: HostedAddress };

const AccessSettingsSchema = z.looseObject(accessSettings);

const Given = z.string().check(z.minLength(1));

/**
 * A client of "OAuth2 Clients and Tokens": one of the kind Client Credentials is the user whom it names, and one of the
 * kind Password takes a user's name and password besides.
 */
const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, username: Given, password: Given }),
  z.object({ client_id: Given, client_secret: Given }),
]);

const TOKEN = "/Api/access_token";

/** Access lasts an hour. A password gives a refresh token as well, which nobody needs who has the password. */
const renew: Renewal["renew"] = async (crm, ask) => {
  const { username, password } = ask.credentials;
  const form = username && password ? { grant_type: "password", username, password } : {};
  const { token, until } = await clientCredentialsGrant(TOKEN, { form })(crm, ask);
  return { token, until };
};

/** @param settings the CRM's, as bridge.config.ts has them */
export function suitecrmAccess(settings: unknown): Access {
  const { url } = z.parse(AccessSettingsSchema, settings);
  return {
    baseUrl: url,
    credentials: CredentialsSchema,
    renewal: { startsFrom: "client_secret", renew },
    authorise: ({ token = "" }) => ({ authorization: `Bearer ${token}` }),
    understand,
  };
}
