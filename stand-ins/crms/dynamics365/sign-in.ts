import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";

/** The token endpoint: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow */

export const demoApp = {
  client_id: "d3a05c0e-0000-4000-8000-00000000a991",
  client_secret: "demo-dynamics-app-secret",
} as const;

export const TOKEN_PATH = /^\/[\w.-]+\/oauth2\/v2\.0\/token$/;

const TOKEN_SECONDS = 3_599;

const SessionSchema = z.object({ until: z.number() });
export type Session = z.infer<typeof SessionSchema>;

/** @param open keeps a session under its token */
export function signIn(body: string, now: number, open: (token: string, session: Session) => void): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  const no = (status: number, error: string, words: string): Outgoing =>
    json(status, { error, error_description: words, error_codes: [Number(/\d+/.exec(words)?.[0])] });
  if (form.grant_type !== "client_credentials") {
    return no(400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
  }
  if (form.client_id !== demoApp.client_id) {
    return no(400, "unauthorized_client", "AADSTS700016: The application was not found in the directory.");
  }
  if (form.client_secret !== demoApp.client_secret) {
    return no(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
  }
  if (!/^https:\/\/[a-z0-9.-]+\.dynamics\.com\/\.default$/.test(form.scope ?? "")) {
    return no(400, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
  }
  const token = `demo-dynamics-${randomUUID()}`;
  open(token, { until: now + TOKEN_SECONDS * 1_000 });
  return json(200, {
    token_type: "Bearer",
    expires_in: TOKEN_SECONDS,
    ext_expires_in: TOKEN_SECONDS,
    access_token: token,
  });
}
