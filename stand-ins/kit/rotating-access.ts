import { randomUUID } from "node:crypto";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type CrmRequest, json } from "./crm.ts";

/** Access of an app that a person has let in, whose refresh token is another after each use: RFC 6749, section 6. */

export interface RotatingApp {
  readonly app: { readonly client_id: string; readonly client_secret: string; readonly refresh_token: string };
  /** Where the app says which it is. */
  readonly saysWho: "in its header" | "in its form";
  readonly accessMs: number;
  /** What precedes a token in `authorization`. Default: `Bearer ` */
  readonly scheme?: string;
  /** What an answer says beside the two tokens. */
  readonly told: Readonly<Record<string, string | number>>;
}

export interface RotatingAccess {
  /** Whether this `authorization` holds access that was given, and has not run out. */
  isAccess(authorization: string): boolean;
  renew(request: Pick<CrmRequest, "headers" | "body">): Outgoing;
}

/** @param now milliseconds since 1970 */
export function rotatingAccess(played: RotatingApp, now: () => number): RotatingAccess {
  const { app, saysWho, accessMs, scheme = "Bearer ", told } = played;
  const basic = `Basic ${Buffer.from(`${app.client_id}:${app.client_secret}`).toString("base64")}`;
  let refresh = app.refresh_token;
  let access: { readonly token: string; readonly until: number } | undefined;
  return {
    isAccess: (authorization) =>
      access !== undefined && access.until > now() && authorization === `${scheme}${access.token}`,
    renew({ headers, body }) {
      const form = Object.fromEntries(new URLSearchParams(body));
      const isApp =
        saysWho === "in its header"
          ? headers.authorization === basic
          : form.client_id === app.client_id && form.client_secret === app.client_secret;
      if (!isApp) return json(401, { error: "invalid_client" });
      if (form.grant_type !== "refresh_token" || form.refresh_token !== refresh) {
        return json(400, { error: "invalid_grant" });
      }
      refresh = `${app.client_id}-${randomUUID()}`;
      access = { token: `${app.client_id}-${randomUUID()}`, until: now() + accessMs };
      return json(200, { access_token: access.token, refresh_token: refresh, ...told });
    },
  };
}
