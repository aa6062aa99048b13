import * as z from "zod/mini";

/** How Close lets the bridge in. https://developer.close.com/api/overview/api-key-authentication */

export const ORIGIN = "https://api.close.com";
export const API = "/api/v1";

const Given = z.string().check(z.minLength(1));

export const ApiKeySchema = z.object({ api_key: Given });

/** An API key, which stays; or an OAuth app, whose access lasts an hour. */
export const CredentialsSchema = z.union([
  z.object({ client_id: Given, client_secret: Given, refresh_token: Given }),
  ApiKeySchema,
]);

/** A key is a user's name without a password. What an OAuth app is given is a bearer token. */
export const authorise = ({ api_key, token = "" }: Readonly<Record<string, string>>): Record<string, string> => ({
  authorization:
    api_key === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${api_key}:`, "utf8").toString("base64")}`,
});
