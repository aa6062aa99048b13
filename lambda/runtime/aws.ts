import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * How long one request may take, in milliseconds; there are three tries. While a sender waits, an answer that says
 * "send it again" is worth more than a late one, and three tries must stay below six seconds. Nobody waits for the
 * others, and a function that is busy with many items is late itself, not the table.
 */
export const patience = { whileSenderWaits: 1_500, inBackground: 5_000 } as const;

const settings = (requestTimeout: number) => ({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
});

export function dynamoClient(requestTimeoutMs: number): DynamoDBClient {
  const client = new DynamoDBClient(settings(requestTimeoutMs));
  // It copies every input and output for a logger that is not there: a quarter of what a request costs.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(settings(patience.whileSenderWaits));
