import { isDeepStrictEqual } from "node:util";
import type { PutItemCommandInput, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { Worker } from "../../lead/item.ts";
import type { AskTable } from "../../runtime/aws.ts";
import { marshall, unmarshall } from "../attributes.ts";
import { partsOf } from "../items/due.ts";
import type { Item, Key } from "../items/item.ts";
import type { Page, PageStart } from "../store.ts";
import { table } from "../table.ts";

/** What the stores do with the table: conditions that do not hold are answers, and a write that landed unseen has landed. */
export type DynamoTable = ReturnType<typeof dynamoTable>;

/** Nothing is there yet. */
export const isNew = `attribute_not_exists(${table.partitionKey})`;

/** After which item the next page of a part starts; null for the first one. */
type Start = Readonly<Record<string, string>> | null;
type Starts = Readonly<Record<string, Start>>;

/** Parts of the due index, each up to a moment, or as a whole. */
export type PartsUpTo = ReadonlyMap<string, Date | undefined>;

export const partsUpTo = (worker: Worker, before?: Date): PartsUpTo =>
  new Map(partsOf(worker).map((part) => [part, before]));

export const inSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/**
 * What a condition did not hold for, if it was asked for.
 * @throws every other error
 */
function standsInTheWay(error: unknown): Item | undefined {
  if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
  return (error as Error & { readonly Item?: Item }).Item;
}

export function dynamoTable(name: string, ask: AskTable) {
  /** Puts an item on a condition. @returns undefined when it was put, else what stands there instead */
  async function putIf(item: Item, condition: Partial<PutItemCommandInput>): Promise<Item | undefined> {
    try {
      await ask("PutItem", {
        TableName: name,
        Item: item,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ...condition,
      });
      return undefined;
    } catch (error) {
      return standsInTheWay(error) ?? {};
    }
  }

  /** @returns whether the condition held */
  async function deleteIf(key: Key, condition: string, values: Item): Promise<boolean> {
    try {
      await ask("DeleteItem", {
        TableName: name,
        Key: marshall(key),
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      });
      return true;
    } catch (error) {
      standsInTheWay(error);
      return false;
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
    const { Item } = await ask("GetItem", { TableName: name, Key: marshall(key), ConsistentRead: true });
    return Item && read(Item);
  }

  /** Everything under one partition key; never more than a handful. */
  async function query<T>(pk: string, read: (item: Item) => T): Promise<T[]> {
    const { Items = [] } = await ask("Query", {
      TableName: name,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ConsistentRead: true,
    });
    return Items.map(read);
  }

  /**
   * One page of what lies in the due index: a page of each of its parts, and of a part that has ended none.
   * @param only the attributes that are needed; all that the index shows, if it is not given
   */
  async function queryDue(
    parts: PartsUpTo,
    { limit, after }: PageStart,
    only?: readonly string[],
  ): Promise<Page<{ readonly part: string; readonly item: Item }>> {
    const starts: Starts =
      after === undefined ? Object.fromEntries([...parts.keys()].map((part) => [part, null])) : JSON.parse(after);
    const open = Object.entries(starts);
    const share = Math.max(1, Math.floor(limit / open.length));
    const pages = await Promise.all(
      open.map(async ([part, start]) => ({ part, ...(await queryPart(part, share, start, parts.get(part), only)) })),
    );
    const items = pages
      .flatMap(({ part, items }) => items.map((item) => ({ part, item })))
      .toSorted((one, other) => ((one.item.dueAt?.S ?? "") < (other.item.dueAt?.S ?? "") ? -1 : 1));
    const next = pages.flatMap(({ part, last }) => (last ? [[part, unmarshall(last)]] : []));
    return { items, ...(next.length > 0 && { next: JSON.stringify(Object.fromEntries(next)) }) };
  }

  async function queryPart(
    part: string,
    limit: number,
    start: Start,
    before: Date | undefined,
    only: readonly string[] | undefined,
  ) {
    const { Items = [], LastEvaluatedKey } = await ask("Query", {
      TableName: name,
      IndexName: table.dueIndex.name,
      KeyConditionExpression: before ? "dueFor = :part AND dueAt < :before" : "dueFor = :part",
      ExpressionAttributeValues: {
        ":part": { S: part },
        ...(before && { ":before": { S: before.toISOString() } }),
      },
      Limit: limit,
      ...(only && { ProjectionExpression: only.join(", ") }),
      ...(start && { ExclusiveStartKey: marshall(start) }),
    });
    return { items: Items, last: LastEvaluatedKey };
  }

  type Update = Omit<UpdateItemCommandInput, "TableName">;

  /** Updates an item on a condition. @returns undefined when it held, else what stands there instead */
  async function updateUnless(update: Update): Promise<Item | undefined> {
    try {
      await ask("UpdateItem", { TableName: name, ReturnValuesOnConditionCheckFailure: "ALL_OLD", ...update });
      return undefined;
    } catch (error) {
      return standsInTheWay(error) ?? {};
    }
  }

  /** @returns whether the condition held */
  async function updateIf(update: Update): Promise<boolean> {
    return (await updateUnless({ ReturnValuesOnConditionCheckFailure: "NONE", ...update })) === undefined;
  }

  return { name, ask, putIf, deleteIf, updateIf, updateUnless, save, find, query, queryDue };
}
