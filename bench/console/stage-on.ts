import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { defineConfig } from "../../lambda/config/schema.ts";
import type { Store } from "../../lambda/store/store.ts";
import { type StageDescription, secretPurposes } from "../../operator/stage/description.ts";
import { type Stage, stageOf } from "../../operator/stage/stage.ts";

/** A bridge of which only the table is there: what a console of it reads is all that is measured. */

const nowhere = "http://127.0.0.1:9";

const config = defineConfig({
  accounts: { main: { timeZone: "UTC" } },
  sources: {
    website: { connector: "html-form", account: "main", team: 7 },
    partner: { connector: "json", account: "main", team: 8 },
  },
});

/** Nobody but the table is asked anything. */
const description = (tableName: string): StageDescription => ({
  name: "bench",
  place: "a benchmark",
  url: nowhere,
  tableName,
  secrets: Object.fromEntries(secretPurposes.map((purpose) => [purpose, purpose])) as StageDescription["secrets"],
  callinglyBaseUrl: nowhere,
  standIn: true,
  crmBaseUrls: {},
});

const secretsManager = {
  send: async () => ({ SecretString: '{"seed": "a seed of many letters"}', CreatedDate: new Date(0) }),
} as unknown as SecretsManagerClient;

/** @param now stands still, late in the day of which the table is full */
export const stageOn = (tableName: string, dynamo: DynamoDBClient, store: Store, now: Date): Stage => ({
  ...stageOf(description(tableName), config, { dynamo, secretsManager, store }),
  now: () => now,
});
