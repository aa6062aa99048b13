import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { clientCredentialsGrant } from "../../kit/out/client-credentials.ts";
import { understand } from "./meaning.ts";

/** How Dynamics 365 lets the bridge in. */

/** Where an organisation and its users are kept; both are its own. */
export const accessSettings = {
  /** The address of the organisation. Access goes there with every request, so it is Microsoft's and no other. */
  orgUrl: z
    .string()
    .check(
      z.regex(
        /^https:\/\/[a-z0-9][a-z0-9-]*(?:\.api)?\.crm\d{0,2}\.dynamics\.com$/,
        "write the address of the environment, e.g. https://contoso.crm4.dynamics.com",
      ),
    ),
  /** The directory in Microsoft Entra: its id, or one of its domains. */
  tenant: z
    .string()
    .check(
      z.regex(
        /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)$/i,
        "write the Directory (tenant) ID, or a domain such as contoso.onmicrosoft.com",
      ),
    ),
};

const AccessSettingsSchema = z.looseObject(accessSettings);

const Given = z.string().check(z.minLength(1));

/** An app registration, which is an application user of the organisation. */
const CredentialsSchema = z.object({ client_id: Given, client_secret: Given });

/**
 * https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * @param settings the CRM's, as bridge.config.ts has them
 */
export function dynamicsAccess(settings: unknown): Access {
  const { orgUrl, tenant } = z.parse(AccessSettingsSchema, settings);
  return {
    baseUrl: orgUrl,
    credentials: CredentialsSchema,
    renewal: {
      startsFrom: "client_secret",
      baseUrl: "https://login.microsoftonline.com",
      renew: clientCredentialsGrant(`/${tenant}/oauth2/v2.0/token`, { form: { scope: `${orgUrl}/.default` } }),
    },
    authorise,
    understand,
  };
}

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors */
export const authorise: Access["authorise"] = ({ token }) => ({
  authorization: `Bearer ${token}`,
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
});
