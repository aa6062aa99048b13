import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** The token endpoint: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm&type=5 */

/** An external client app that may be let in both ways. */
export const demoApp = {
  client_id: "demo-salesforce-app",
  client_secret: "demo-salesforce-app-secret",
} as const;
export const demoRefreshToken = "demo-salesforce-refresh-token";

/** The address of the organisation's API, as it comes with a token. */
export const demoInstance = "https://callingly-demo.my.salesforce.com";

const SESSION_MS = 2 * 3_600_000;

const SessionSchema = z.object({ until: z.number() });
export type Session = z.infer<typeof SessionSchema>;

/** @param open keeps a session under its token */
export function signIn(
  body: string,
  now: number,
  open: (token: string, session: Session) => void,
  instance: string = demoInstance,
): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  const no = (error: string, error_description: string): Outgoing => json(400, { error, error_description });
  if (form.client_id !== demoApp.client_id) return no("invalid_client_id", "client identifier invalid");
  if (form.client_secret !== demoApp.client_secret) return no("invalid_client", "invalid client credentials");
  const isByItself = form.grant_type === "client_credentials";
  if (!isByItself && form.grant_type !== "refresh_token") {
    return no("unsupported_grant_type", "grant type not supported");
  }
  if (!isByItself && form.refresh_token !== demoRefreshToken) {
    return no("invalid_grant", "expired access/refresh token");
  }
  const token = `00D5e0000000demo!${randomUUID()}`;
  open(token, { until: now + SESSION_MS });
  return json(200, {
    access_token: token,
    signature: "ZGVtbyBzaWduYXR1cmU=",
    scope: "api refresh_token",
    instance_url: instance,
    id: "https://login.salesforce.com/id/00D5e0000000demoEAA/0055e0000000009AAA",
    token_type: "Bearer",
    issued_at: String(now),
  });
}
