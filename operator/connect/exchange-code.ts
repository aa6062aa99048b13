import * as z from "zod";
import type { Consent } from "../../lambda/connectors/contract/about.ts";
import type { ApiAnswer } from "../../lambda/connectors/contract/http.ts";
import { formContent } from "../../lambda/connectors/kit/out/content.ts";
import { crmHttp } from "../../lambda/connectors/kit/out/crm-http.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import type { Send } from "../../lambda/runtime/http-client.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import { scrub } from "../../lambda/runtime/scrub.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { ConsentPlaces } from "./consent-server.ts";
import type { Proof } from "./proof.ts";

export interface Exchange {
  readonly title: string;
  readonly consent: Consent;
  readonly places: ConsentPlaces;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly code: string;
  readonly proof: Proof;
}

const TokenSchema = z.looseObject({ access_token: z.string().min(1), refresh_token: z.string().min(1).optional() });

/** By the names that token endpoints give it; some answer 200 with it. */
const RefusalSchema = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
  status: z.string().optional(),
});

/**
 * Exchanges the code for what lasts: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3. Once, since a code is good for
 * one try.
 * @returns the texts of the vendor's answer, by its names; `refresh_token` is among them
 * @throws Problem in plain words, with what to do next
 */
export async function exchangeCode(
  exchange: Exchange,
  { send, now }: { readonly send: Send; readonly now: () => Date },
): Promise<Readonly<Record<string, string>>> {
  const { title } = exchange;
  const answer = await ask(exchange, send, now);
  const token = TokenSchema.safeParse(answer.body).data;
  if (!token) throw refused(answer, exchange);
  if (token.refresh_token === undefined)
    throw new Problem(
      `${title} let the bridge in for a while only: its answer has no refresh token, without which access cannot be renewed. Nothing is written. Allow the app to stay connected there (a scope such as offline_access or refresh_token), take away what it was allowed before, and run the command again.`,
    );
  return Object.fromEntries(
    Object.entries(token).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

async function ask(exchange: Exchange, send: Send, now: () => Date): Promise<ApiAnswer> {
  const { title, consent, places, clientId, clientSecret, redirectUri, code, proof } = exchange;
  const http = crmHttp({
    baseUrl: places.server,
    headers: {},
    understand: () => ({ kind: "ok" }),
    freshConnection: true,
    send,
    now,
  });
  const inHeader = consent.clientIn === "header";
  const form = formContent({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    ...(!inHeader && { client_id: clientId, client_secret: clientSecret }),
    ...(consent.pkce && { code_verifier: proof.verifier }),
    ...consent.tokenParameters,
  });
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  try {
    return await http.request("POST", consent.token, form, inHeader ? { authorization: `Basic ${basic}` } : {});
  } catch (error) {
    if (!(error instanceof StatedError)) throw error;
    throw new Problem(
      `${title} did not answer when the code was exchanged (${explainError(error)}). Nothing is written. Run the command again in a minute.`,
    );
  }
}

function refused({ status, body }: ApiAnswer, { title, consent, redirectUri, ...exchange }: Exchange): Problem {
  const {
    error = "",
    error_description = "",
    message = "",
    status: kind = "",
  } = RefusalSchema.safeParse(body).data ?? {};
  const said = [error, error_description || message].filter(Boolean).join(": ") || `status ${status}`;
  const secrets = [exchange.clientSecret, exchange.code, exchange.proof.verifier];
  const words = scrub(secrets.reduce((text, secret) => text.replaceAll(secret, "…"), said));
  const about = `${error} ${kind} ${error_description} ${message}`;
  const next = status >= 500 ? "Run the command again in a minute." : remedyFor(about, consent, redirectUri);
  return new Problem(`${title} did not take the code ("${words}"). Nothing is written. ${next}`);
}

function remedyFor(about: string, { redirect }: Consent, redirectUri: string): string {
  if (/redirect/i.test(about))
    return `Register ${redirectUri} there exactly so, as ${redirect.name} (${redirect.how}), and run the command again.`;
  if (/client/i.test(about))
    return "The client ID or the client secret is another than the app's: copy both anew, and run the command again with --new-app.";
  if (/grant|code/i.test(about))
    return "A code holds for a minute or two, and once: run the command again, and go through without a pause.";
  return "Mend that there, and run the command again.";
}
