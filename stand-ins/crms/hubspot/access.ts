import type { Outgoing } from "../../../lib/program/serve.ts";
import { playConsent } from "../../kit/consent.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";

/** Who is let in: a private app's token, and an OAuth app that a person has let in. */

export const demoToken = "demo-hubspot-token";

export const demoApp = {
  client_id: "demo-hubspot-app",
  client_secret: "demo-hubspot-app-secret",
  refresh_token: "demo-hubspot-refresh-token",
} as const;

const TOKEN = "/oauth/2026-03/token";

/** @returns what answers a request about access, and undefined for another */
export function playAccess(): (request: CrmRequest) => Outgoing | undefined {
  const asked = playConsent({ app: demoApp, authorise: "/oauth/authorize", token: TOKEN });
  return (request) => {
    const consent = asked(request);
    if (consent) return consent;
    return request.method === "POST" && request.path === TOKEN ? renewAccess(request.body) : undefined;
  };
}

/** https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens */
function renewAccess(body: string): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  const isApp = Object.entries(demoApp).every(([name, value]) => form[name] === value);
  if (isApp && form.grant_type === "refresh_token") {
    const { refresh_token } = demoApp;
    return json(200, { token_type: "bearer", access_token: demoToken, refresh_token, expires_in: 1_800 });
  }
  const message = "refresh token is invalid, expired or revoked";
  return json(400, { error: "invalid_grant", error_description: message, status: "BAD_REFRESH_TOKEN", message });
}
