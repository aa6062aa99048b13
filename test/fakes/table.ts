import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { table } from "../../lambda/store/table.ts";

/** The table as the stack creates it; a test of the stack compares the two. */
export const bridgeTable = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [
    { AttributeName: table.partitionKey, KeyType: "HASH" },
    { AttributeName: table.sortKey, KeyType: "RANGE" },
  ],
  AttributeDefinitions: [
    table.partitionKey,
    table.sortKey,
    table.dueIndex.partitionKey,
    table.dueIndex.sortKey,
    table.arrivedIndex.partitionKey,
    table.arrivedIndex.sortKey,
  ].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    {
      IndexName: table.dueIndex.name,
      KeySchema: [
        { AttributeName: table.dueIndex.partitionKey, KeyType: "HASH" },
        { AttributeName: table.dueIndex.sortKey, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [...table.dueIndex.shown] },
    },
    {
      IndexName: table.arrivedIndex.name,
      KeySchema: [
        { AttributeName: table.arrivedIndex.partitionKey, KeyType: "HASH" },
        { AttributeName: table.arrivedIndex.sortKey, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
});
