import {
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { type Archive, dynamoArchive } from "../../lambda/store/archive.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import type { Store } from "../../lambda/store/store.ts";
import { table as names } from "../../lambda/store/table.ts";
import { tableBySdk } from "../../lambda/store/table-by-sdk.ts";
import { Problem } from "../../lib/program/problem.ts";
import { tableFacts } from "../stage/infrastructure.ts";

/** A table of a bridge, whether or not a stage works on it, and what DynamoDB leaves off when it restores one. */
export interface AnyTable {
  readonly name: string;
  readonly store: Pick<Store, "leads" | "phones" | "gates" | "suppressions">;
  readonly archive: Pick<Archive, "leads" | "suppressions">;
  /** The settings that have to be switched on. @throws Problem when there is no such table, or it cannot be used */
  off(options: { keepsData: boolean }): Promise<readonly Switch[]>;
  /** Undefined while the stream is off. */
  streamArn(): Promise<string | undefined>;
}

export interface Switch {
  /** For people. */
  readonly part: string;
  turnOn(): Promise<void>;
}

export function anyTable(name: string, dynamo: DynamoDBClient, sleep: (ms: number) => Promise<unknown>): AnyTable {
  const described = async (): Promise<TableDescription | undefined> => {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name })).catch((error: Error) => {
      if (error.name === "ResourceNotFoundException") return { Table: undefined };
      throw error;
    });
    return Table;
  };

  /** DynamoDB takes one change of a table at a time. */
  async function changed(change: object): Promise<void> {
    await dynamo.send(new UpdateTableCommand({ TableName: name, ...change }));
    for (let second = 0; second < 300; second += 1) {
      if ((await described())?.TableStatus === "ACTIVE") return;
      await sleep(1_000);
    }
    throw new Problem(`${name} is still being changed. Run the command again when DynamoDB shows it as ACTIVE.`);
  }

  return {
    name,
    store: dynamoStore(name, tableBySdk(dynamo)),
    archive: dynamoArchive(name, dynamo),

    async off({ keepsData }) {
      const table = await described();
      if (!table) throw new Problem(`There is no table ${name}. Restore it first: docs/restore.md says how.`);
      if (table.TableStatus !== "ACTIVE")
        throw new Problem(`${name} is ${table.TableStatus}. Run the command again when DynamoDB shows it as ACTIVE.`);
      const { StreamEnabled = false, StreamViewType } = table.StreamSpecification ?? {};
      if (StreamEnabled && StreamViewType !== "NEW_IMAGE")
        throw new Problem(
          `The stream of ${name} shows ${StreamViewType}. Switch it off in DynamoDB, then run this again.`,
        );
      const facts = await tableFacts(name, dynamo);
      const known = "fact" in facts ? facts.fact : undefined;
      const isOn = (part: "timeToLive" | "pointInTimeRecovery") => {
        const answer = known?.[part];
        return answer !== undefined && "fact" in answer && answer.fact;
      };
      const all: readonly (Switch & { readonly isOn: boolean })[] = [
        {
          part: "point-in-time recovery",
          isOn: isOn("pointInTimeRecovery"),
          turnOn: async () =>
            void (await dynamo.send(
              new UpdateContinuousBackupsCommand({
                TableName: name,
                PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
              }),
            )),
        },
        {
          part: `expiry (${names.expiry})`,
          isOn: isOn("timeToLive"),
          turnOn: async () =>
            void (await dynamo.send(
              new UpdateTimeToLiveCommand({
                TableName: name,
                TimeToLiveSpecification: { AttributeName: names.expiry, Enabled: true },
              }),
            )),
        },
        {
          part: "deletion protection",
          isOn: !keepsData || table.DeletionProtectionEnabled === true,
          turnOn: () => changed({ DeletionProtectionEnabled: true }),
        },
        {
          part: "stream of new images",
          isOn: StreamEnabled,
          turnOn: () => changed({ StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } }),
        },
      ];
      return all.filter((each) => !each.isOn);
    },

    async streamArn() {
      const table = await described();
      return table?.StreamSpecification?.StreamEnabled ? table.LatestStreamArn : undefined;
    },
  };
}
