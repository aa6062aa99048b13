import { type RotatingAccess, rotatingAccess } from "../../kit/rotating-access.ts";

/** An OAuth app that a person has let in. */
export const demoApp = {
  client_id: "keap-demo-client",
  client_secret: "keap-demo-secret",
  refresh_token: "keap-demo-refresh-token",
} as const;

const DAY_S = 86_400;

/** https://developer.keap.com/getting-started-oauth-keys/ */
export const playOAuth = (now: () => number): RotatingAccess =>
  rotatingAccess(
    {
      app: demoApp,
      saysWho: "in its header",
      accessMs: DAY_S * 1000,
      told: { token_type: "bearer", expires_in: DAY_S },
    },
    now,
  );
