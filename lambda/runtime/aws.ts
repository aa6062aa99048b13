import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * Clients that give up early: a sender waits no longer than a few seconds, and an answer that says "send it again" is
 * worth more than a late one. Three tries of 1.5 s stay below six seconds.
 */
const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
} as const;

export function dynamoClient(): DynamoDBClient {
  const client = new DynamoDBClient(patience);
  // It copies every input and output for a logger that is not there: a quarter of what a request costs.
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}

export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(patience);
