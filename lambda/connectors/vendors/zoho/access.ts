import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { accountsServer, apiServer, DataCentreSetting } from "./data-centres.ts";
import { understand } from "./meaning.ts";
import { zohoRenewal } from "./renewal.ts";

const Given = z.string().check(z.minLength(1));

/**
 * A client of the kind "Self Client" or "Server-based", and what it was given for the scopes of the page.
 * https://www.zoho.com/crm/developer/docs/api/v8/auth-request.html
 */
const CredentialsSchema = z.object({ client_id: Given, client_secret: Given, refresh_token: Given });

const AccessSettingsSchema = z.prefault(z.looseObject({ dataCentre: DataCentreSetting }), {});

/**
 * How Zoho lets the bridge in.
 * @param settings the CRM's, as bridge.config.ts has them
 */
export function zohoAccess(settings: unknown): Access {
  const { dataCentre } = z.parse(AccessSettingsSchema, settings);
  return {
    baseUrl: apiServer(dataCentre),
    credentials: CredentialsSchema,
    renewal: zohoRenewal(accountsServer(dataCentre)),
    authorise: ({ token }) => ({ authorization: `Zoho-oauthtoken ${token}` }),
    understand,
  };
}
