import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { HostedAddress } from "../../kit/out/hosted-address.ts";
import { understand } from "./meaning.ts";
import { keyRenewal } from "./renewal.ts";

/** How Odoo lets the bridge in: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */

/** Where an Odoo and its data are. */
export const accessSettings = {
  url: HostedAddress,
  /** The database, where one server has several and its host name does not say which. */
  database: z.optional(z.string().check(z.regex(/^[\w.-]{1,100}$/, "write the database's name"))),
};

const AccessSettingsSchema = z.looseObject(accessSettings);

const Key = z.string().check(z.minLength(1));

/** A key of a user, who the bridge then is. */
export const KeySchema = z.object({ api_key: Key });

/** Or the key with which the bridge begins, and makes the next one before it ends. */
const CredentialsSchema = z.union([z.object({ refresh_token: Key }), KeySchema]);

export const authoriseIn =
  (database: string | undefined): Access["authorise"] =>
  ({ token, api_key = "" }) => ({
    authorization: `bearer ${token ?? api_key}`,
    ...(database !== undefined && { "x-odoo-database": database }),
  });

/** @param settings the CRM's, as bridge.config.ts has them */
export function odooAccess(settings: unknown): Access {
  const { url, database } = z.parse(AccessSettingsSchema, settings);
  const authorise = authoriseIn(database);
  return { baseUrl: url, credentials: CredentialsSchema, renewal: keyRenewal(authorise), authorise, understand };
}
