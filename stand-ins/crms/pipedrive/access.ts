import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Who is let in: a user's API token, and an OAuth app whose access lasts an hour. */

export const demoToken = "demo-pipedrive-token";

/** An app that a person has let in. */
export const demoApp = {
  client_id: "demo-pipedrive-app",
  client_secret: "demo-pipedrive-app-secret",
  refresh_token: "demo-pipedrive-refresh-token",
} as const;

const HOUR_MS = 3_600_000;

export interface Access {
  isLetIn(headers: Readonly<Record<string, string | undefined>>): boolean;
  /** https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
  renew(headers: Readonly<Record<string, string | undefined>>, body: string): Outgoing;
}

export function access(now: () => number): Access {
  const until = new Map<string, number>();
  return {
    isLetIn(headers) {
      if (headers["x-api-token"] !== undefined) return headers["x-api-token"] === demoToken;
      const token = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
      return token !== undefined && (until.get(token) ?? 0) > now();
    },
    renew(headers, body) {
      const form = Object.fromEntries(new URLSearchParams(body));
      const { client_id, client_secret, refresh_token } = demoApp;
      const client = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;
      if (headers.authorization !== client) return refusal("invalid_client", "Client authentication failed");
      if (form.grant_type !== "refresh_token" || form.refresh_token !== refresh_token) {
        return refusal("invalid_grant", "Invalid grant: refresh token is invalid");
      }
      const token = `demo-pipedrive-access-${until.size + 1}`;
      until.set(token, now() + HOUR_MS);
      return json(200, {
        access_token: token,
        token_type: "Bearer",
        refresh_token,
        scope: "base,contacts:full,activities:full,deals:full,leads:full,users:read,search:read",
        expires_in: HOUR_MS / 1000,
        api_domain: "https://demo.pipedrive.com",
      });
    },
  };
}

const refusal = (error: string, message: string): Outgoing => json(400, { success: false, message, error });
