import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { Problem } from "../../lib/program/problem.ts";
import { arn, region } from "../aws-names.ts";
import { localCredentials } from "../session-token.ts";
import { openStream } from "../streams/stream.ts";
import type { Kind } from "./kind.ts";

/** A table in the local engine, with its stream. */
export const table: Kind = {
  ref: (id) => id,
  attributes: (id) => ({ Arn: arn("dynamodb", `table/${id}`), StreamArn: streamArn(id) }),
  async run(id, properties, world) {
    const settings = PropertiesSchema.parse(properties);
    const db = new DynamoDBClient({
      endpoint: world.engine,
      region,
      credentials: localCredentials(world.sessionToken),
    });
    const isNew = await createTable(db, id, settings);
    const { Table } = await db.send(new DescribeTableCommand({ TableName: id }));
    db.destroy();
    refuseOtherIndexes(Table?.GlobalSecondaryIndexes, settings.GlobalSecondaryIndexes);
    if (Table?.LatestStreamArn === undefined) return;
    const { engine, sessionToken, keep, output } = world;
    const stream = openStream({ arn: Table.LatestStreamArn, engine, sessionToken, isNew, keep, output });
    world.streams.set(streamArn(id), stream);
    world.closers.push(() => stream.close());
  },
};

/** @throws Problem when the table was kept by a version whose functions ask other indexes */
function refuseOtherIndexes(kept: Indexes, asked: Indexes): void {
  const [there, wanted] = [kept, asked].map((indexes = []) => indexes.map(({ IndexName }) => IndexName).join(", "));
  if (there !== wanted)
    throw new Problem(
      `The data was kept by a version whose table has the index ${there}; this one asks ${wanted}. Choose another folder with --data, or run that version on it.`,
    );
}

type Indexes = readonly { readonly IndexName?: string | undefined }[] | undefined;

const streamArn = (id: string): string => arn("dynamodb", `table/${id}/stream/local`);

type TableDefinition = Omit<CreateTableCommandInput, "TableName">;

/** Only the settings that an engine takes; encryption, backups and deletion protection are AWS's business. */
const PropertiesSchema = z.object({
  KeySchema: z.custom<TableDefinition["KeySchema"]>(),
  AttributeDefinitions: z.custom<TableDefinition["AttributeDefinitions"]>(),
  GlobalSecondaryIndexes: z.custom<TableDefinition["GlobalSecondaryIndexes"]>().optional(),
  LocalSecondaryIndexes: z.custom<TableDefinition["LocalSecondaryIndexes"]>().optional(),
  BillingMode: z.literal("PAY_PER_REQUEST"),
  StreamSpecification: z.object({ StreamViewType: z.custom<"NEW_IMAGE">() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** @returns false when the table was there already, with what earlier runs left in it */
async function createTable(
  db: DynamoDBClient,
  name: string,
  { StreamSpecification, TimeToLiveSpecification, ...definition }: z.infer<typeof PropertiesSchema>,
): Promise<boolean> {
  const stream = StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } };
  const input = Object.fromEntries(
    Object.entries(definition).filter(([, value]) => value !== undefined),
  ) as TableDefinition;
  try {
    await db.send(new CreateTableCommand({ TableName: name, ...input, ...stream }));
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
  if (TimeToLiveSpecification) await db.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  return true;
}
