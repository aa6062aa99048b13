import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Who is let in: a client, whose access lasts an hour. */

/** One that a person has let in. */
export const demoClient = {
  client_id: "1000.DEMOZOHOCLIENT",
  client_secret: "demo-zoho-client-secret",
  refresh_token: "1000.demo-zoho-refresh-token",
} as const;

const HOUR_MS = 3_600_000;
const ACCESS = "1000.demo-zoho-access-";

/** @param now milliseconds since 1970 */
export function isLetIn(authorization: string, now: number): boolean {
  const until = new RegExp(`^Zoho-oauthtoken ${ACCESS}(\\d+)$`).exec(authorization)?.[1];
  return until !== undefined && Number(until) > now;
}

/**
 * https://www.zoho.com/crm/developer/docs/api/v8/refresh.html; refused with 200 as well.
 * @param now milliseconds since 1970
 */
export function renewAccess(body: string, now: number): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  if (form.client_id !== demoClient.client_id) return json(200, { error: "invalid_client" });
  if (form.client_secret !== demoClient.client_secret) return json(200, { error: "invalid_client_secret" });
  if (form.grant_type !== "refresh_token") return json(200, { error: "unsupported_grant_type" });
  if (form.refresh_token !== demoClient.refresh_token) return json(200, { error: "invalid_code" });
  return json(200, {
    access_token: `${ACCESS}${now + HOUR_MS}`,
    scope: "ZohoCRM.modules.ALL ZohoCRM.coql.READ ZohoCRM.settings.fields.READ ZohoCRM.users.READ",
    api_domain: "https://www.zohoapis.com",
    token_type: "Bearer",
    expires_in: HOUR_MS / 1000,
  });
}
