import {
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCountingEngine } from "../../bench/counting-engine.ts";

/**
 * What bench:cost and bench:path count is what the engine says it consumed. These are DynamoDB's own rules:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */

const TableName = "units";
const Key = { pk: { S: "1" } };
let engine: Awaited<ReturnType<typeof startCountingEngine>>;
let db: DynamoDBClient;

beforeAll(async () => {
  engine = await startCountingEngine();
  db = engine.client;
  await db.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "dueFor", "dueAt"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "due",
          KeySchema: [
            { AttributeName: "dueFor", KeyType: "HASH" },
            { AttributeName: "dueAt", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    }),
  );
});
afterAll(() => engine.stop());

/** What a request added to the count. */
async function taken(request: () => Promise<unknown>) {
  const before = structuredClone(engine.units);
  await request();
  const of = (part: string, kind: "read" | "write") =>
    (engine.units.of[part]?.[kind] ?? 0) - (before.of[part]?.[kind] ?? 0);
  return { table: [of("table", "write"), of("table", "read")], due: [of("due", "write"), of("due", "read")] };
}

const due = (at: string) => ({ dueFor: { S: "dial-lead" }, dueAt: { S: at } });
const put = (length: number, more: Record<string, { S: string }> = {}, ConditionExpression?: string) =>
  taken(() =>
    db
      .send(
        new PutItemCommand({
          TableName,
          Item: { ...Key, text: { S: "x".repeat(length) }, ...more },
          ConditionExpression,
        }),
      )
      .catch(({ name }) => expect(name).toBe("ConditionalCheckFailedException")),
  );

describe("the counting engine", () => {
  it("takes a write unit for each kilobyte begun, of the item before or after, whichever is larger", async () => {
    expect(await put(10)).toEqual({ table: [1, 0], due: [0, 0] });
    expect(await put(1_500)).toEqual({ table: [2, 0], due: [0, 0] });
    expect(await put(10)).toEqual({ table: [2, 0], due: [0, 0] });
  });

  it("takes one of the index when an item enters or leaves it, two when it moves, none when it stays", async () => {
    expect(await put(10, due("1"))).toEqual({ table: [1, 0], due: [1, 0] });
    expect(await put(10, due("2"))).toEqual({ table: [1, 0], due: [2, 0] });
    expect(await put(20, due("2"))).toEqual({ table: [1, 0], due: [0, 0] });
    expect(await put(20)).toEqual({ table: [1, 0], due: [1, 0] });
  });

  it("takes half a unit for a read, a whole one when it is consistent, and half for a query that finds nothing", async () => {
    const get = (ConsistentRead: boolean) =>
      taken(() => db.send(new GetItemCommand({ TableName, Key, ConsistentRead })));
    const query = () =>
      taken(() =>
        db.send(
          new QueryCommand({
            TableName,
            IndexName: "due",
            KeyConditionExpression: "dueFor = :who",
            ExpressionAttributeValues: { ":who": { S: "nobody" } },
          }),
        ),
      );
    expect(await get(false)).toEqual({ table: [0, 0.5], due: [0, 0] });
    expect(await get(true)).toEqual({ table: [0, 1], due: [0, 0] });
    expect(await query()).toEqual({ table: [0, 0], due: [0, 0.5] });
  });

  it("takes one for a write whose condition failed, since the engine does not tell how much it was", async () => {
    expect(await put(1_500, {}, "attribute_not_exists(pk)")).toEqual({ table: [1, 0], due: [0, 0] });
  });
});
