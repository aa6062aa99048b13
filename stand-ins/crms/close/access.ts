import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Who is let in: a user's API key, and an OAuth app, whose refresh token is another after each use. */

export const demoKey = "api_demo.close-key";

/** An app that a person has let in. */
export const demoApp = {
  client_id: "oa2client_demo",
  client_secret: "demo-close-app-secret",
  refresh_token: "demo-close-refresh-token",
} as const;

const ACCESS_MS = 3_600_000;

export interface Access {
  isLetIn(authorization: string): boolean;
  /** https://developer.close.com/api/overview/oauth-authentication */
  renew(body: string): Outgoing;
}

export function access(now: () => number): Access {
  let refresh: string = demoApp.refresh_token;
  let given: { readonly token: string; readonly until: number } | undefined;
  const key = `Basic ${Buffer.from(`${demoKey}:`).toString("base64")}`;
  return {
    isLetIn: (authorization) =>
      authorization === key ||
      (given !== undefined && given.until > now() && authorization === `Bearer ${given.token}`),
    renew(body) {
      const { client_id, client_secret, grant_type, refresh_token } = Object.fromEntries(new URLSearchParams(body));
      if (client_id !== demoApp.client_id || client_secret !== demoApp.client_secret) {
        return json(401, { error: "invalid_client" });
      }
      if (grant_type !== "refresh_token" || refresh_token !== refresh) return json(400, { error: "invalid_grant" });
      refresh = `demo-close-${randomUUID()}`;
      given = { token: `demo-close-${randomUUID()}`, until: now() + ACCESS_MS };
      const scope = "all.full_access offline_access";
      const expires_in = ACCESS_MS / 1000;
      return json(200, { access_token: given.token, token_type: "Bearer", expires_in, refresh_token: refresh, scope });
    },
  };
}
