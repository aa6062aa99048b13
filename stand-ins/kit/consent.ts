import { createHash, randomUUID } from "node:crypto";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type CrmRequest, json } from "./crm.ts";

/** An authorisation server of which the person at the browser lets in whoever asks: RFC 6749, section 4.1, and RFC 7636. */

export interface PlayedConsent {
  /** The app that it knows, with the refresh token that it gives. */
  readonly app: { readonly client_id: string; readonly client_secret: string; readonly refresh_token: string };
  /** The path to which the browser is sent. */
  readonly authorise: string;
  /** The path where a code is exchanged. */
  readonly token: string;
}

interface Asked {
  readonly redirect: string;
  readonly challenge: string | null;
}

/** Only an address of this machine may be told a code. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\//;

/** @returns the answer; undefined to a request that is about something else, such as a renewal */
export function playConsent({ app, authorise, token }: PlayedConsent): (request: CrmRequest) => Outgoing | undefined {
  const codes = new Map<string, Asked>();
  const ask = (query: URLSearchParams): Outgoing => {
    const redirect = query.get("redirect_uri") ?? "";
    if (query.get("client_id") !== app.client_id) return refusal("invalid_client", "no app has this client ID");
    if (!LOOPBACK.test(redirect)) return refusal("redirect_uri_mismatch", "the app has no such redirect URL");
    const code = randomUUID();
    codes.set(code, { redirect, challenge: query.get("code_challenge") });
    const back = new URL(redirect);
    back.search = new URLSearchParams({ code, state: query.get("state") ?? "" }).toString();
    return { status: 302, headers: { location: back.href, "cache-control": "no-store" }, body: Buffer.alloc(0) };
  };
  const exchange = (form: URLSearchParams): Outgoing => {
    const code = form.get("code") ?? "";
    const asked = codes.get(code);
    codes.delete(code);
    if (form.get("client_id") !== app.client_id || form.get("client_secret") !== app.client_secret)
      return refusal("invalid_client", "the client secret is another");
    if (!asked) return refusal("invalid_grant", "the code is not known, was used or has expired");
    if (asked.redirect !== form.get("redirect_uri")) return refusal("invalid_grant", "redirect_uri is another");
    if (asked.challenge !== null && asked.challenge !== challengeOf(form.get("code_verifier") ?? ""))
      return refusal("invalid_grant", "code_verifier does not fit");
    const { refresh_token } = app;
    return json(200, { token_type: "bearer", access_token: randomUUID(), refresh_token, expires_in: 1_800 });
  };
  return ({ method, path, body }) => {
    const { pathname, searchParams } = new URL(path, "http://localhost");
    if (method === "GET" && pathname === authorise) return ask(searchParams);
    const form = new URLSearchParams(method === "POST" && pathname === token ? body : "");
    return form.get("grant_type") === "authorization_code" ? exchange(form) : undefined;
  };
}

const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

const refusal = (error: string, error_description: string): Outgoing => json(400, { error, error_description });
