import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** Access of an app that somebody let in; each answer brings the next refresh token: https://developer.monday.com/apps/docs/oauth-2-1 */

export const demoApp = {
  client_id: "demo-monday-app",
  client_secret: "demo-monday-app-secret",
  refresh_token: "demo-monday-refresh-token",
} as const;

const ACCESS_MS = 3_600_000;

export function playOAuth(now: () => number) {
  let refresh: string = demoApp.refresh_token;
  let access: { readonly token: string; readonly until: number } | undefined;
  return {
    isAccess: (authorization: string): boolean =>
      access !== undefined && access.until > now() && authorization === access.token,
    renew(body: string): Outgoing {
      const { client_id, client_secret, grant_type, refresh_token } = Object.fromEntries(new URLSearchParams(body));
      if (client_id !== demoApp.client_id || client_secret !== demoApp.client_secret)
        return json(401, { error: "invalid_client" });
      if (grant_type !== "refresh_token" || refresh_token !== refresh) return json(400, { error: "invalid_grant" });
      refresh = `demo-monday-${randomUUID()}`;
      access = { token: `demo-monday-${randomUUID()}`, until: now() + ACCESS_MS };
      const scope = "me:read account:read users:read boards:read boards:write updates:read updates:write";
      return json(200, { access_token: access.token, refresh_token: refresh, token_type: "Bearer", scope });
    },
  };
}
