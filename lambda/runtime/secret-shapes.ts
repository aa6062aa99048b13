import { createHmac } from "node:crypto";
import * as z from "zod/mini";

/**
 * What the secrets hold. Source keys and callback tokens are derived from a generated seed, so that a new source
 * or account needs no new secret; a second seed stays valid while the first is being replaced.
 */

/** `{"seed": "…", "previous_seed": "…", "sources": {"website": {"client_secret": "…", "key": "…"}}}` */
export const SourceKeysSchema = z.object({
  seed: z.string().check(z.minLength(16)),
  previous_seed: z.optional(z.string().check(z.minLength(16))),
  /** When the former seed began to be replaced. */
  previous_since: z.optional(z.string()),
  /**
   * Per source: what the vendor gave, and keys that replace the derived ones (`key`, `previous_key`, `previous_since`).
   */
  sources: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
});
export type SourceKeys = z.infer<typeof SourceKeysSchema>;

/** `{"seed": "…", "previous_seed": "…"}` */
export const CallbackTokensSchema = z.object({
  seed: z.string().check(z.minLength(16)),
  previous_seed: z.optional(z.string().check(z.minLength(16))),
});
export type CallbackTokens = z.infer<typeof CallbackTokensSchema>;

/** As the seeds above, but a proxy before the door sends them as they are. */
export const OriginHeaderSchema = CallbackTokensSchema;

/**
 * As the seeds above. An operator who replaces it must keep the former one as `previous_seed` for ever: hashes cannot
 * be renewed.
 */
export const SuppressionKeySchema = CallbackTokensSchema;

/** Token by account name: `{"main": "…"}`. Empty strings count as missing. */
export const CallinglyTokensSchema = z.record(z.string(), z.string());

/** Credentials by CRM name: `{"sales": {"token": "…"}}`. Written by people only; what is renewed lies in the table. */
export const CrmCredentialsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** What opens the platforms that leads are fetched from, by source name: `{"meta-acme": {"token": "…"}}`. */
export const SourceCredentialsSchema = z.record(z.string(), z.record(z.string(), z.string()));

const derived = (seed: string, ...purpose: string[]): string =>
  createHmac("sha256", seed).update(JSON.stringify(purpose)).digest("base64url").slice(0, 32);

const present = (...texts: (string | undefined)[]): string[] =>
  texts.filter((text): text is string => text !== undefined && text !== "");

/** The secret words that a proxy before the door sends with each request, the one to hand out first. */
export const originWords = (secret: z.infer<typeof OriginHeaderSchema>): string[] =>
  present(secret.seed, secret.previous_seed);

/** What hashes of forgotten people are made with, the one for new hashes first. */
export const suppressionSeeds = (secret: z.infer<typeof SuppressionKeySchema>): string[] =>
  present(secret.seed, secret.previous_seed);

/** The keys that open a source, the one to hand out first. */
export function keysOfSource(secret: SourceKeys, source: string): string[] {
  const own = secret.sources?.[source];
  if (own?.key) return present(own.key, own.previous_key);
  return present(secret.seed, secret.previous_seed).map((seed) => derived(seed, "source", source));
}

/** What a public form's visitors are told apart with. Nothing that anybody is given is derived in the same way. */
export const visitorKeyOf = ({ seed }: SourceKeys, source: string): string => derived(seed, "visitor", source);

/** What the challenges of a source's forms are signed with, the one for new ones first. */
export const challengeKeysOf = (secret: SourceKeys, source: string): string[] =>
  present(secret.seed, secret.previous_seed).map((seed) => derived(seed, "challenge", source));

/** The tokens with which Callingly may report an event of an account, the one to register first. */
export function callbackTokens(secret: CallbackTokens, account: string, event: string): string[] {
  return present(secret.seed, secret.previous_seed).map((seed) => derived(seed, "callback", account, event));
}
