import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { defaultLocalAddress } from "../../lib/local-stage.ts";
import { defaultConfigPath, readConfig } from "../../lib/synth/read-config.ts";
import { describeLocal } from "./local.ts";
import { type Stage, stageOf } from "./stage.ts";

/** Which bridge a command is for. */
export interface StageChoice {
  readonly stage: string;
  /** The one that `npm start` runs; true: at its usual address. */
  readonly local?: string | true | undefined;
}

/** AWS's client makes a copy of each answer for a log, even for one that drops it, unless there is no `info` to call. */
const logger = { debug() {}, warn() {}, error() {} } as unknown as NonNullable<DynamoDBClientConfig["logger"]>;

/**
 * @throws Problem when the stage cannot be reached
 * @throws ConfigError when its configuration cannot work
 */
export async function openStage({ stage, local }: StageChoice): Promise<Stage> {
  if (local === undefined) {
    const config = await readConfig(process.env.BRIDGE_CONFIG ?? defaultConfigPath);
    // With its client of AWS, which the bridge on this machine does without.
    const { describeDeployed } = await import("./deployed.ts");
    const description = await describeDeployed(stage, config);
    return stageOf(description, config, {
      dynamo: new DynamoDBClient({ logger }),
      secretsManager: new SecretsManagerClient({}),
    });
  }
  const { configPath, ...description } = await describeLocal(local === true ? defaultLocalAddress : local);
  const sessionToken = description.endpoints?.sessionToken ?? "";
  // Of the credentials, nothing on this machine looks at more than the token.
  const credentials = { accessKeyId: "local", secretAccessKey: "local", sessionToken };
  const here = { region: "us-east-1", credentials };
  return stageOf(description, await readConfig(configPath), {
    dynamo: new DynamoDBClient({ ...here, logger, endpoint: description.endpoints?.dynamo ?? "" }),
    secretsManager: new SecretsManagerClient({ ...here, endpoint: description.endpoints?.secretsManager ?? "" }),
  });
}
