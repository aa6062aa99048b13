import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { understand } from "./meaning.ts";

/** Every path of Follow Up Boss's API begins so. */
export const API = "/v1";

const Given = z.string().check(z.minLength(1));

/**
 * A user's API key, with the name and the key of a registered system where there is one.
 * https://docs.followupboss.com/reference/authentication and …/identification
 */
const CredentialsSchema = z.union([
  z.object({ api_key: Given, system: Given, system_key: Given }),
  z.object({ api_key: Given }),
]);

/** How Follow Up Boss lets the bridge in: the key is a user's name without a password. */
export const followupbossAccess: Access = {
  baseUrl: "https://api.followupboss.com",
  credentials: CredentialsSchema,
  authorise: ({ api_key = "", system, system_key }) => ({
    authorization: `Basic ${Buffer.from(`${api_key}:`, "utf8").toString("base64")}`,
    ...(system !== undefined && system_key !== undefined && { "x-system": system, "x-system-key": system_key }),
  }),
  understand,
};
