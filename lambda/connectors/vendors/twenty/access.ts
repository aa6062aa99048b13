import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { HostedAddress } from "../../kit/out/hosted-address.ts";
import { understand } from "./meaning.ts";

/**
 * Where the server is: `https://api.twenty.com` is Twenty's own cloud, and others are hosted by its users.
 * https://docs.twenty.com/developers/extend/api
 */
export const accessSettings = { url: HostedAddress };

const AccessSettingsSchema = z.looseObject(accessSettings);

/** Of a workspace: the role that it was given says what the bridge may do. */
const CredentialsSchema = z.object({ api_key: z.string().check(z.minLength(1)) });

/** How it lets a source in that has credentials of its own. */
export const keyAccess = {
  credentials: CredentialsSchema,
  authorise: ({ api_key = "" }: Readonly<Record<string, string>>) => ({ authorization: `Bearer ${api_key}` }),
} as const;

/**
 * How Twenty lets the bridge in.
 * @param settings the CRM's, as bridge.config.ts has them
 */
export const twentyAccess = (settings: unknown): Access => ({
  baseUrl: z.parse(AccessSettingsSchema, settings).url,
  ...keyAccess,
  understand,
});
