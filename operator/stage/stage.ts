import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type AccountClient, callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import type { Verifier } from "../../lambda/captcha/verifier.ts";
import { atStage, type StagePolicies } from "../../lambda/config/at-stage.ts";
import { type Account, type Bridge, bridgeOf } from "../../lambda/config/bridge.ts";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { randomId } from "../../lambda/runtime/random-id.ts";
import {
  CallinglyTokensSchema,
  CrmCredentialsSchema,
  SuppressionKeySchema,
  suppressionSeeds,
} from "../../lambda/runtime/secret-shapes.ts";
import { cachedSecret } from "../../lambda/runtime/secrets.ts";
import { sleep } from "../../lambda/runtime/sleep.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { type Archive, dynamoArchive } from "../../lambda/store/archive.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { Store } from "../../lambda/store/store.ts";
import { tableBySdk } from "../../lambda/store/table-by-sdk.ts";
import { Problem } from "../../lib/program/problem.ts";
import { stagePolicies } from "../../lib/stage-policies.ts";
import { captchaAsker } from "./ask-captcha.ts";
import type { StageDescription } from "./description.ts";
import { type SecretStore, secretStore, secretsBySdk } from "./secret-store.ts";

/** A running bridge in an operator's hands: the same store, rules and clients as its functions have. */
export interface Stage extends Omit<StageDescription, "secrets"> {
  readonly config: BridgeConfig;
  readonly bridge: Bridge;
  readonly store: Store;
  /** Rights over the table that an operator has and no function has. */
  readonly archive: Archive;
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretStore;
  /** Seeds of the key by which forgotten people are known again. @throws Problem when the stack has none */
  readonly suppressionSeeds: () => Promise<readonly string[]>;
  /** @returns undefined when the secret has no token for the account */
  readonly callinglyFor: (account: Account, options?: { fresh?: boolean }) => Promise<AccountClient | undefined>;
  readonly openCrm: ReturnType<typeof crmOpener>;
  /** As `openCrm`, with credentials that are not in the secret (yet). */
  readonly openCrmWith: (credentials: Record<string, Record<string, string>>) => ReturnType<typeof crmOpener>;
  /** Asks the vendor of a source's captcha with a secret, which need not be in place yet. */
  readonly verifierFor: (source: string, secret: string | undefined) => Verifier | undefined;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly newId: () => string;
  readonly log: Log;
}

export interface Clients {
  readonly dynamo: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
  /** @default the stage's table */
  readonly store?: Store;
}

/** Who is rung there. A stack of another version may not say how it was deployed: then the configuration does. */
function policiesAt(description: StageDescription, { policies, stages }: BridgeConfig): StagePolicies {
  const { name, settings, standIn, dialsStayHere: isHere = standIn } = description;
  return stagePolicies({ policies }, { name, said: settings ?? stages[name] ?? {}, isHere });
}

/** @param clients with the operator's own credentials, which have to allow what a command does */
export function stageOf(
  description: StageDescription,
  config: BridgeConfig,
  { dynamo, secretsManager, store = dynamoStore(description.tableName, tableBySdk(dynamo)) }: Clients,
): Stage {
  const { callinglyBaseUrl: baseUrl, crmBaseUrls, secrets } = description;
  const now = () => new Date();
  const log: Log = () => undefined;
  const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl, ...Object.values(crmBaseUrls)) });
  const read = secretsBySdk(secretsManager);
  const tokens = cachedSecret(secrets["callingly-tokens"], CallinglyTokensSchema, read);
  const credentials = cachedSecret(secrets["crm-credentials"], CrmCredentialsSchema, read);
  const access = crmTokens({ accesses: store.accesses, newId: randomId, now, sleep, log });
  const opener = (secret: () => Promise<Record<string, Record<string, string>>>) =>
    crmOpener(secret, { baseUrls: crmBaseUrls, access, send, now });
  return {
    ...description,
    config,
    bridge: bridgeOf(atStage(config, policiesAt(description, config))),
    store,
    archive: dynamoArchive(description.tableName, dynamo),
    dynamo,
    secrets: secretStore(secrets, secretsManager),
    suppressionSeeds: async () => {
      if (description.suppressionKey !== undefined) {
        const key = cachedSecret(description.suppressionKey, SuppressionKeySchema, read);
        return suppressionSeeds(await key());
      }
      throw new Problem("The stack has no output SuppressionKeySecret: deploy it with this version, `npx cdk deploy`.");
    },
    callinglyFor: callinglyForAccount(tokens, { ...(baseUrl !== undefined && { baseUrl }), send, sleep, now }),
    openCrm: opener(credentials),
    openCrmWith: (given) => opener(async () => given),
    verifierFor: captchaAsker(description, config),
    now,
    sleep,
    newId: randomId,
    log,
  };
}
