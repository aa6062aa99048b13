import type { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * How long one request may take, in milliseconds; there are three tries. While a sender waits, an answer that says
 * "send it again" is worth more than a late one, and three tries must stay below six seconds. No sender waits for the
 * other functions, and when one is busy with many items, it is late itself, not the table.
 */
export const patience = { whileSenderWaits: 1_500, inBackground: 5_000 } as const;

const settings = (requestTimeout: number) => ({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
});

export function dynamoClient(requestTimeoutMs: number): DynamoDBClient {
  // Both spare the processor of a small function: together an eighth of what a request costs.
  const client = new DynamoDBClient({ ...settings(requestTimeoutMs), cacheMiddleware: true, streamCollector: readAll });
  // It copies every input and output for a logger that is not there: a quarter of what a request costs.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

/** The body of an answer. The SDK would pipe it into a stream of its own first. */
function readAll(body: Readable): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    body.on("data", (part: Uint8Array) => parts.push(part));
    body.once("end", () => resolve(Buffer.concat(parts)));
    body.once("error", reject);
  });
}

export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(settings(patience.whileSenderWaits));
