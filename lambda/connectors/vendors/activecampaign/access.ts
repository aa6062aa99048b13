import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { HostedAddress } from "../../kit/out/hosted-address.ts";
import { understand } from "./meaning.ts";

/** How ActiveCampaign lets the bridge in. */

/** Every path of its API begins so. */
export const API = "/api/3";

/**
 * Where the account's API lives. ActiveCampaign promises no rule by which it follows from the account's name, so a person
 * copies it from Settings, Developer: https://developers.activecampaign.com/reference/url
 */
export const accessSettings = { url: HostedAddress };

const AccessSettingsSchema = z.looseObject(accessSettings);

/** The key of one user, who may do there what their group may: https://developers.activecampaign.com/reference/authentication */
export const credentials = z.object({ api_key: z.string().check(z.minLength(1)) });

export const authorise: Access["authorise"] = ({ api_key = "" }) => ({ "api-token": api_key });

/** @param settings the CRM's, as bridge.config.ts has them */
export function activecampaignAccess(settings: unknown): Access {
  const { url } = z.parse(AccessSettingsSchema, settings);
  return { baseUrl: url, credentials, authorise, understand };
}
