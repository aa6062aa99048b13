import * as z from "zod/mini";
import type { ReadSecret } from "./aws.ts";
import { type CachedSecret, cacheSecret } from "./cached-secret.ts";
import { TransientError } from "./errors.ts";

/**
 * A secret of Secrets Manager, kept for less than a minute.
 * @throws TransientError when it cannot be read or does not hold what it should; its content is never shown
 */
export function cachedSecret<Schema extends z.ZodMiniType>(
  secretId: string,
  schema: Schema,
  readSecret: ReadSecret,
  now: () => number = Date.now,
): CachedSecret<z.output<Schema>> {
  const read = async (): Promise<z.output<Schema>> => {
    try {
      return z.parse(schema, JSON.parse(await readSecret(secretId)));
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      throw new TransientError(`A secret could not be read, or is not the JSON it should be (${name})`);
    }
  };
  return cacheSecret(read, now);
}

/** A secret that most bridges never need: it is read only when it is first needed. */
export function onDemand<Schema extends z.ZodMiniType>(
  secretId: string,
  schema: Schema,
  readSecret: ReadSecret,
): () => Promise<z.output<Schema>> {
  let secret: CachedSecret<z.output<Schema>> | undefined;
  return () => {
    secret ??= cachedSecret(secretId, schema, readSecret);
    return secret();
  };
}
