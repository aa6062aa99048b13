import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";

/** An OAuth app that a person has let in. */
export const demoApp = {
  client_id: "keap-demo-client",
  client_secret: "keap-demo-secret",
  refresh_token: "keap-demo-refresh-token",
} as const;

const ACCESS_MS = 86_400_000;

/** https://developer.keap.com/getting-started-oauth-keys/ */
export function playOAuth(now: () => number) {
  const { client_id, client_secret } = demoApp;
  const basic = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;
  let refresh: string = demoApp.refresh_token;
  let access: { readonly token: string; readonly until: number } | undefined;
  return {
    isAccess: (authorization: string) =>
      access !== undefined && access.until > now() && authorization === `Bearer ${access.token}`,
    renew({ headers, body }: CrmRequest): Outgoing {
      if (headers.authorization !== basic) return json(401, { error: "invalid_client" });
      const { grant_type, refresh_token } = Object.fromEntries(new URLSearchParams(body));
      if (grant_type !== "refresh_token" || refresh_token !== refresh) return json(400, { error: "invalid_grant" });
      refresh = `keap-demo-${randomUUID()}`;
      access = { token: `keap-demo-${randomUUID()}`, until: now() + ACCESS_MS };
      const expires_in = ACCESS_MS / 1000;
      return json(200, { access_token: access.token, token_type: "bearer", expires_in, refresh_token: refresh });
    },
  };
}
