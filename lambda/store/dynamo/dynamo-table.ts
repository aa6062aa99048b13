import { isDeepStrictEqual } from "node:util";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Worker } from "../../lead/item.ts";
import type { Item, Key } from "../items.ts";
import type { Page, PageStart } from "../store.ts";
import { table } from "../table.ts";

/** What the stores do with the table: conditions that do not hold are answers, and a write that landed unseen has landed. */
export type DynamoTable = ReturnType<typeof dynamoTable>;

/** Nothing is there yet. */
export const isNew = `attribute_not_exists(${table.partitionKey})`;

export const inSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

export function dynamoTable(name: string, client: DynamoDBClient) {
  /** Puts an item on a condition. @returns undefined when it was put, else what stands there instead */
  async function putIf(item: Item, condition: Partial<PutItemCommandInput>): Promise<Item | undefined> {
    try {
      await client.send(
        new PutItemCommand({
          TableName: name,
          Item: item,
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          ...condition,
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
      throw error;
    }
  }

  /** @returns whether the condition held */
  async function deleteIf(key: Key, condition: string, values: Item): Promise<boolean> {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName: name,
          Key: marshall(key),
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Puts the item that follows the stored revision. A failed condition over our own bytes is a landed write. */
  async function save(item: Item, revision: number, isFirst = false): Promise<boolean> {
    const inTheWay = await putIf(item, {
      ConditionExpression: isFirst ? isNew : "revision = :previous",
      ...(!isFirst && { ExpressionAttributeValues: { ":previous": { N: String(revision - 1) } } }),
    });
    return inTheWay === undefined || isDeepStrictEqual(unmarshall(inTheWay), unmarshall(item));
  }

  async function find<T>(key: Key, read: (item: Item) => T): Promise<T | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead: true }),
    );
    return Item && read(Item);
  }

  /** Everything under one partition key; never more than a handful. */
  async function query<T>(pk: string, read: (item: Item) => T): Promise<T[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: pk } },
        ConsistentRead: true,
      }),
    );
    return Items.map(read);
  }

  /** One page of a worker's part of the due index. */
  async function queryDue<T>(
    worker: Worker,
    { limit, after }: PageStart,
    read: (item: Item) => T,
    before?: Date,
  ): Promise<Page<T>> {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: table.dueIndex.name,
        KeyConditionExpression: before ? "dueFor = :worker AND dueAt < :before" : "dueFor = :worker",
        ExpressionAttributeValues: {
          ":worker": { S: worker },
          ...(before && { ":before": { S: before.toISOString() } }),
        },
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: marshall(JSON.parse(after)) }),
      }),
    );
    const next = LastEvaluatedKey && JSON.stringify(unmarshall(LastEvaluatedKey));
    return { items: Items.map(read), ...(next !== undefined && { next }) };
  }

  type Update = Omit<UpdateItemCommandInput, "TableName">;

  /** Updates an item on a condition. @returns undefined when it held, else what stands there instead */
  async function updateUnless(update: Update): Promise<Item | undefined> {
    try {
      await client.send(
        new UpdateItemCommand({ TableName: name, ReturnValuesOnConditionCheckFailure: "ALL_OLD", ...update }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
      throw error;
    }
  }

  /** @returns whether the condition held */
  async function updateIf(update: Update): Promise<boolean> {
    return (await updateUnless({ ReturnValuesOnConditionCheckFailure: "NONE", ...update })) === undefined;
  }

  return { name, client, putIf, deleteIf, updateIf, updateUnless, save, find, query, queryDue };
}
