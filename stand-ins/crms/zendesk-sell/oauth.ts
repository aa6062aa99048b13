import { type RotatingAccess, rotatingAccess } from "../../kit/rotating-access.ts";

/** Access of an app that somebody let in: https://developers.getbase.com/docs/rest/articles/oauth2/requests */

export const demoApp = {
  client_id: "demo-sell-app",
  client_secret: "demo-sell-app-secret",
  refresh_token: "demo-sell-refresh-token",
} as const;

const HOUR_S = 3_600;

export const playOAuth = (now: () => number): RotatingAccess =>
  rotatingAccess(
    {
      app: demoApp,
      saysWho: "in its header",
      accessMs: HOUR_S * 1000,
      told: { token_type: "bearer", expires_in: HOUR_S, scope: "read write profile" },
    },
    now,
  );
