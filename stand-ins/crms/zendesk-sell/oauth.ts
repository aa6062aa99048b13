import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";

/** Access of an app that somebody let in: https://developers.getbase.com/docs/rest/articles/oauth2/requests */

export const demoApp = {
  client_id: "demo-sell-app",
  client_secret: "demo-sell-app-secret",
  refresh_token: "demo-sell-refresh-token",
} as const;

const ACCESS_S = 3_600;

export function playOAuth(now: () => number) {
  let refresh: string = demoApp.refresh_token;
  let access: { readonly token: string; readonly until: number } | undefined;
  const own = `Basic ${Buffer.from(`${demoApp.client_id}:${demoApp.client_secret}`).toString("base64")}`;
  return {
    isAccess: (authorization: string): boolean =>
      access !== undefined && access.until > now() && authorization === `Bearer ${access.token}`,
    renew({ headers, body }: Pick<CrmRequest, "headers" | "body">): Outgoing {
      if (headers.authorization !== own) return json(401, { error: "invalid_client" });
      const { grant_type, refresh_token } = Object.fromEntries(new URLSearchParams(body));
      if (grant_type !== "refresh_token" || refresh_token !== refresh) return json(400, { error: "invalid_grant" });
      refresh = `demo-sell-${randomUUID()}`;
      access = { token: `demo-sell-${randomUUID()}`, until: now() + ACCESS_S * 1000 };
      return json(200, {
        ...{ access_token: access.token, token_type: "bearer", expires_in: ACCESS_S },
        ...{ refresh_token: refresh, scope: "read write profile" },
      });
    },
  };
}
