import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type BridgeConfigInput, defineConfig } from "../../lambda/config/schema.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { Store } from "../../lambda/store/store.ts";
import {
  type SecretArns,
  type SecretPurpose,
  type StageDescription,
  secretPurposes,
} from "../../operator/stage/description.ts";
import { type Stage, stageOf } from "../../operator/stage/stage.ts";
import { demoTeamId, demoToken } from "../../stand-ins/callingly/seed.ts";

/** A stage on this machine: everything of it is real but the table and Secrets Manager. */

export const config: BridgeConfigInput = {
  accounts: { main: { timeZone: "America/New_York" } },
  crms: {
    demo: { connector: "webhook", settings: { url: "https://crm.example.com/results" } },
    hubspot: { connector: "hubspot" },
  },
  sources: {
    website: { connector: "html-form", account: "main", team: demoTeamId, report: ["demo"] },
    anything: { connector: "json", account: "main", team: demoTeamId, report: ["hubspot"] },
  },
};

export const secretValues: Readonly<Record<SecretPurpose, unknown>> = {
  "source-keys": { seed: "a seed of twenty letters" },
  "callback-tokens": { seed: "another seed of many letters" },
  "callingly-tokens": { main: demoToken },
  "crm-credentials": {
    demo: { signing_secret: "whsec_bm90LWEtc2VjcmV0LWF0LWFsbA==" },
    hubspot: { token: "pat-test" },
  },
  "source-credentials": {},
  "origin-header": { seed: "a word of very many letters" },
};

export interface StageParts {
  readonly config?: BridgeConfigInput;
  /** Instead of the usual ones; a text is written as it is, so that it need not be JSON. */
  readonly secrets?: Partial<Record<SecretPurpose, unknown>>;
  readonly store?: Store;
  readonly description?: Partial<StageDescription>;
  readonly callinglyUrl?: string;
  readonly now?: Date;
}

export interface TestStage extends Stage {
  /** What the secret holds now, as text. */
  valueOf(purpose: SecretPurpose): string;
  readonly secretArns: SecretArns;
}

export function aStage({ secrets = {}, store = memoryStore(), now, ...parts }: StageParts = {}): TestStage {
  const all: Record<SecretPurpose, unknown> = { ...secretValues, ...secrets };
  const values = new Map(
    Object.entries(all).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  const description: StageDescription = {
    name: "test",
    place: "a test",
    url: "https://bridge.example.com",
    tableName: "table",
    secrets: Object.fromEntries(secretPurposes.map((name) => [name, name])) as Record<SecretPurpose, string>,
    callinglyBaseUrl: parts.callinglyUrl ?? "http://127.0.0.1:9",
    standIn: true,
    crmBaseUrls: {},
    ...parts.description,
  };
  const stage = stageOf(description, defineConfig(parts.config ?? config), {
    dynamo: {} as DynamoDBClient,
    secretsManager: secretsManagerOf(values),
    store,
  });
  return {
    ...stage,
    ...(now && { now: () => now }),
    valueOf: (purpose) => values.get(purpose) ?? "",
    secretArns: description.secrets,
  };
}

interface SecretRequest {
  readonly input: { readonly SecretId: string; readonly SecretString?: string };
}

/** As much of Secrets Manager as a person's hands need. */
function secretsManagerOf(values: Map<string, string>): SecretsManagerClient {
  const send = async ({ input: { SecretId, SecretString } }: SecretRequest) => {
    if (SecretString !== undefined) values.set(SecretId, SecretString);
    return { SecretString: values.get(SecretId), CreatedDate: new Date("2026-06-01T00:00:00Z") };
  };
  return { send } as unknown as SecretsManagerClient;
}
