import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type AccountClient, callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import { type Account, type Bridge, bridgeOf } from "../../lambda/config/bridge.ts";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { crmOpener } from "../../lambda/connectors/open-crm.ts";
import { crmAccess } from "../../lambda/renew-access.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { CallinglyTokensSchema, CrmCredentialsSchema } from "../../lambda/runtime/secret-shapes.ts";
import { cachedSecret } from "../../lambda/runtime/secrets.ts";
import { sleep } from "../../lambda/runtime/sleep.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { Store } from "../../lambda/store/store.ts";
import type { StageDescription } from "./description.ts";
import { type SecretStore, secretStore } from "./secret-store.ts";

/** A running bridge in an operator's hands: the same store, rules and clients as its functions have. */
export interface Stage extends Omit<StageDescription, "secrets"> {
  readonly config: BridgeConfig;
  readonly bridge: Bridge;
  readonly store: Store;
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretStore;
  /** @returns undefined when the secret has no token for the account */
  readonly callinglyFor: (account: Account, options?: { fresh?: boolean }) => Promise<AccountClient | undefined>;
  readonly openCrm: ReturnType<typeof crmOpener>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

export interface Clients {
  readonly dynamo: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
}

/** @param clients with the operator's own credentials, which have to allow what a command does */
export function stageOf(
  description: StageDescription,
  config: BridgeConfig,
  { dynamo, secretsManager }: Clients,
): Stage {
  const { callinglyBaseUrl: baseUrl, crmBaseUrls, secrets } = description;
  const now = () => new Date();
  const log: Log = () => undefined;
  const send = nodeSend({ mayBeInside: namedOrigins(baseUrl, ...Object.values(crmBaseUrls)) });
  const store = dynamoStore(description.tableName, dynamo);
  const tokens = cachedSecret(secrets["callingly-tokens"], CallinglyTokensSchema, secretsManager);
  const credentials = cachedSecret(secrets["crm-credentials"], CrmCredentialsSchema, secretsManager);
  return {
    ...description,
    config,
    bridge: bridgeOf(config),
    store,
    dynamo,
    secrets: secretStore(secrets, secretsManager),
    callinglyFor: callinglyForAccount(tokens, { ...(baseUrl !== undefined && { baseUrl }), send, sleep, now }),
    openCrm: crmOpener(credentials, {
      baseUrls: crmBaseUrls,
      access: crmAccess({ accesses: store.accesses, newId: randomUUID, now, sleep, log }),
      send,
      now,
    }),
    now,
    newId: randomUUID,
    log,
  };
}
