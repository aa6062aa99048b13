import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Who is let in: a client, whose access lasts an hour. */

export const demoClient = {
  client_id: "5f9c0b1e-1111-4a4a-8c8c-000000000001",
  client_secret: "demo-suitecrm-secret",
} as const;

const ACCESS = "demo-suitecrm-access-";
const HOUR_MS = 3_600_000;

/** @param now milliseconds since 1970 */
export function isLetIn(authorization: string, now: number): boolean {
  const until = new RegExp(`^Bearer ${ACCESS}(\\d+)$`).exec(authorization)?.[1];
  return until !== undefined && Number(until) > now;
}

export const notLetIn = json(401, {
  error: "access_denied",
  message: "The resource owner or authorization server denied the request.",
  hint: "Access token is invalid",
});

/**
 * https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/#_authentication
 * @param now milliseconds since 1970
 */
export function letIn(body: string, now: number): Outgoing {
  const { grant_type, client_id, client_secret } = Object.fromEntries(new URLSearchParams(body));
  if (grant_type !== "client_credentials") return json(400, { error: "unsupported_grant_type" });
  if (client_id !== demoClient.client_id || client_secret !== demoClient.client_secret) {
    return json(401, { error: "invalid_client", message: "Client authentication failed" });
  }
  return json(200, { token_type: "Bearer", expires_in: HOUR_MS / 1000, access_token: `${ACCESS}${now + HOUR_MS}` });
}
