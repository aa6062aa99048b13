import { type RotatingAccess, rotatingAccess } from "../../kit/rotating-access.ts";

/** Access of an app that somebody let in; each answer brings the next refresh token: https://developer.monday.com/apps/docs/oauth-2-1 */

export const demoApp = {
  client_id: "demo-monday-app",
  client_secret: "demo-monday-app-secret",
  refresh_token: "demo-monday-refresh-token",
} as const;

const HOUR_MS = 3_600_000;

export const playOAuth = (now: () => number): RotatingAccess =>
  rotatingAccess(
    {
      app: demoApp,
      saysWho: "in its form",
      accessMs: HOUR_MS,
      scheme: "",
      told: {
        token_type: "Bearer",
        scope: "me:read account:read users:read boards:read boards:write updates:read updates:write",
      },
    },
    now,
  );
