import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { HostedAddress } from "../../kit/out/hosted-address.ts";
import { understand } from "./meaning.ts";

/** Every path of EspoCRM's API begins so. */
export const API = "/api/v1";

/** Where the server is: its users host it. */
export const accessSettings = { url: HostedAddress };

const AccessSettingsSchema = z.looseObject(accessSettings);

/** Of an API user, whose roles say what the bridge may do: https://docs.espocrm.com/development/api/#authentication-by-api-key */
const CredentialsSchema = z.object({ api_key: z.string().check(z.minLength(1)) });

/** How it lets a source in that has credentials of its own. */
export const keyAccess = {
  credentials: CredentialsSchema,
  authorise: ({ api_key = "" }: Readonly<Record<string, string>>) => ({ "x-api-key": api_key }),
} as const;

/**
 * How EspoCRM lets the bridge in.
 * @param settings the CRM's, as bridge.config.ts has them
 */
export const espocrmAccess = (settings: unknown): Access => ({
  baseUrl: z.parse(AccessSettingsSchema, settings).url,
  ...keyAccess,
  understand,
});
