import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import { type CachedSecret, cacheSecret } from "./cached-secret.ts";
import { TransientError } from "./errors.ts";

/**
 * A secret of Secrets Manager, kept for less than a minute.
 * @throws TransientError when it cannot be read or does not hold what it should; its content is never shown
 */
export function cachedSecret<Schema extends z.ZodMiniType>(
  secretId: string,
  schema: Schema,
  secrets: SecretsManagerClient,
  now: () => number = Date.now,
): CachedSecret<z.output<Schema>> {
  const read = async (): Promise<z.output<Schema>> => {
    try {
      const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
      return z.parse(schema, JSON.parse(SecretString));
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      throw new TransientError(`A secret could not be read, or is not the JSON it should be (${name})`);
    }
  };
  return cacheSecret(read, now);
}
