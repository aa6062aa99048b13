import type { ReadSecret } from "../runtime/aws.ts";
import { optionalEnv } from "../runtime/env.ts";
import type { Log } from "../runtime/log.ts";
import { OriginHeaderSchema, originWords } from "../runtime/secret-shapes.ts";
import { cachedSecret } from "../runtime/secrets.ts";
import { type OriginCheck, originCheck } from "../steps/check-origin.ts";

/** The check that requests came through the proxy before the door, where the stage has one; else none. */
export function originCheckOf(secrets: ReadSecret, log: Log, refused?: () => void): OriginCheck {
  const secretId = optionalEnv("originHeaderSecret");
  if (secretId === undefined) return (step) => step;
  const words = cachedSecret(secretId, OriginHeaderSchema, secrets);
  return originCheck({
    wordsOf: async ({ newer = false } = {}) => originWords(await (newer ? words.newer() : words())),
    isRequired: optionalEnv("originHeader") === "required",
    log,
    refused,
  });
}
