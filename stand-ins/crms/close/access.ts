import type { Outgoing } from "../../../lib/program/serve.ts";
import type { CrmRequest } from "../../kit/crm.ts";
import { rotatingAccess } from "../../kit/rotating-access.ts";

/** Who is let in: a user's API key, and an OAuth app, whose refresh token is another after each use. */

export const demoKey = "api_demo.close-key";

/** An app that a person has let in. */
export const demoApp = {
  client_id: "oa2client_demo",
  client_secret: "demo-close-app-secret",
  refresh_token: "demo-close-refresh-token",
} as const;

const HOUR_S = 3_600;

export interface Access {
  isLetIn(authorization: string): boolean;
  /** https://developer.close.com/api/overview/oauth-authentication */
  renew(request: CrmRequest): Outgoing;
}

export function access(now: () => number): Access {
  const key = `Basic ${Buffer.from(`${demoKey}:`).toString("base64")}`;
  const told = { token_type: "Bearer", expires_in: HOUR_S, scope: "all.full_access offline_access" };
  const { isAccess, renew } = rotatingAccess(
    { app: demoApp, saysWho: "in its form", accessMs: HOUR_S * 1000, told },
    now,
  );
  return { isLetIn: (authorization) => authorization === key || isAccess(authorization), renew };
}
