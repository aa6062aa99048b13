import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";

/** Every path of Copper's API begins so. */
export const API = "/developer_api/v1";

const Given = z.string().check(z.minLength(1));

/**
 * How Copper lets the bridge in: by a user's key, with the user's e-mail address.
 * https://developer.copper.com/introduction/authentication.html
 */
export const copperAccess: Access = {
  baseUrl: "https://api.copper.com",
  credentials: z.object({ api_key: Given, email: Given }),
  authorise: ({ api_key = "", email = "" }) => ({
    "x-pw-accesstoken": api_key,
    "x-pw-application": "developer_api",
    "x-pw-useremail": email,
  }),
};
