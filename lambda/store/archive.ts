import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Call } from "../lead/call/call.ts";
import type { DoNotCallFile, Exchange } from "../lead/do-not-call-file.ts";
import type { Lead } from "../lead/lead.ts";
import { isSent, type Suppression } from "../lead/privacy/suppression.ts";
import { StatedError } from "../runtime/errors.ts";
import { sideBySide } from "../runtime/side-by-side.ts";
import { marshall } from "./attributes.ts";
import { isNew } from "./dynamo/dynamo-table.ts";
import { utcDay } from "./items/arrivals.ts";
import { doNotCallFileKey, exchangeKey, itemToDoNotCallFile } from "./items/do-not-call.ts";
import { type Item, type Key, toItem } from "./items/item.ts";
import { callToItem, itemToCall, itemToLead } from "./items/leads-and-calls.ts";
import { formerSuppressedKey, itemToSuppression, SUPPRESSED, suppressedKey } from "./items/suppressions.ts";
import { type Kind, table } from "./table.ts";

/**
 * The part of the store for operators only: reading the whole table, and erasing people from it. No
 * function carries this file, and none has the right to scan.
 */
export interface Archive {
  /** Every lead, page after page, in no order. */
  leads(): AsyncIterable<ArchivePage<Lead>>;
  calls(): AsyncIterable<ArchivePage<Call>>;
  /** How much the table holds, as AWS last counted it, which it does every six hours or so. */
  size(): Promise<{ readonly items: number; readonly bytes: number }>;
  /**
   * Puts leads that were stored before there was an index of arrivals into it, as every later write of theirs would. Nothing
   * else of them changes, and what is done need not be done again.
   * @returns how many, page after page
   */
  indexArrivals(): AsyncIterable<number>;
  /** Stores a call that is to be reported, unless it is there already. */
  addCall(call: Call): Promise<void>;
  /** The area codes whose do-not-call file was imported. */
  doNotCallFiles(): AsyncIterable<ArchivePage<DoNotCallFile>>;
  /**
   * Stores exchanges of an area code's file, and then what is known of the file: one that breaks off is as old as before.
   * @param isWhole the file is all there is: exchanges that it does not have are taken away
   */
  importDoNotCall(file: DoNotCallFile, exchanges: ReadonlyMap<string, Exchange>, isWhole: boolean): Promise<void>;
  /** The whole list of those who are not called. */
  suppressions(): AsyncIterable<ArchivePage<Suppression>>;
  /**
   * Takes a word back as it was seen: a late request does not take back a newer one.
   * @returns whether it was there and in force
   */
  lift(seen: Suppression, lifted: NonNullable<Suppression["lifted"]>): Promise<boolean>;
}

export interface ArchivePage<T> {
  readonly items: readonly T[];
  /** Keys of items that another version of the bridge wrote, and that were not understood. */
  readonly unread: readonly string[];
}

/** The archive in DynamoDB. It reads the whole table: a read unit for every 4 kB of it, each time. */
export function dynamoArchive(tableName: string, client: DynamoDBClient): Archive {
  async function* all<T>(kind: Kind, read: (item: Item) => T): AsyncGenerator<ArchivePage<T>, void> {
    const pages = paginateScan(
      { client },
      {
        TableName: tableName,
        FilterExpression: "#kind = :kind",
        ExpressionAttributeNames: { "#kind": table.kind },
        ExpressionAttributeValues: { ":kind": { S: kind } },
        // The search must find everything that was written before it began.
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) yield toPage(Items, read);
  }

  /** All that lies in one place, whatever else the table holds. */
  async function* underKey<T>(pk: string, read: (item: Item) => T): AsyncGenerator<ArchivePage<T>, void> {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: pk } },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) yield toPage(Items, read);
  }

  async function putNew(item: Item): Promise<void> {
    try {
      await client.send(new PutItemCommand({ TableName: tableName, Item: item, ConditionExpression: isNew }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async function* indexArrivals(): AsyncGenerator<number, void> {
    const day = { "#day": table.arrivedIndex.partitionKey };
    const pages = paginateScan(
      { client },
      {
        TableName: tableName,
        FilterExpression: "#kind = :lead AND attribute_not_exists(#day)",
        ProjectionExpression: "pk, sk, receivedAt",
        ExpressionAttributeNames: { "#kind": table.kind, ...day },
        ExpressionAttributeValues: { ":lead": { S: "lead" satisfies Kind } },
      },
    );
    for await (const { Items = [] } of pages) {
      await sideBySide(Items, async ({ pk, sk, receivedAt }) => {
        if (!pk || !sk || receivedAt?.S === undefined) return;
        const update = new UpdateItemCommand({
          TableName: tableName,
          Key: { pk, sk },
          UpdateExpression: "SET #day = :day",
          // A worker that has written it meanwhile has done so itself.
          ConditionExpression: "receivedAt = :at AND attribute_not_exists(#day)",
          ExpressionAttributeNames: day,
          ExpressionAttributeValues: { ":day": { S: utcDay(receivedAt.S) }, ":at": receivedAt },
        });
        await client.send(update).catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
      });
      yield Items.length;
    }
  }

  return {
    leads: () => all("lead", itemToLead),
    indexArrivals,
    async size() {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
      return { items: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 };
    },
    calls: () => all("call", itemToCall),
    suppressions: () => underKey(SUPPRESSED.pk, itemToSuppression),

    doNotCallFiles: () => underKey(doNotCallFileKey("").pk, itemToDoNotCallFile),

    async importDoNotCall(file, exchanges, isWhole) {
      const { areaCode } = file;
      const put = (name: string, bits: Exchange) => toItem(exchangeKey(areaCode, name), "dnc-exchange", { bits });
      await sideBySide([...exchanges], ([name, bits]) =>
        client.send(new PutItemCommand({ TableName: tableName, Item: put(name, bits) })),
      );
      const { pk } = exchangeKey(areaCode, "");
      for await (const { items } of isWhole ? underKey(pk, (item) => item.sk?.S ?? "") : [])
        await sideBySide(
          items.filter((name) => !exchanges.has(name)),
          (name) =>
            client.send(new DeleteItemCommand({ TableName: tableName, Key: marshall(exchangeKey(areaCode, name)) })),
        );
      const Item = toItem(doNotCallFileKey(areaCode), "dnc-file", file);
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },

    addCall: (call) => putNew(callToItem(call)),

    async lift(seen, lifted) {
      const liftAt = async (key: Key): Promise<boolean> => {
        try {
          await client.send(
            new PutItemCommand({
              TableName: tableName,
              Item: toItem(key, "suppressed", { ...seen, lifted }),
              ConditionExpression: "#since = :since AND attribute_not_exists(lifted)",
              ExpressionAttributeNames: { "#since": "since" },
              ExpressionAttributeValues: { ":since": { S: seen.since } },
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      };
      return (await liftAt(suppressedKey(seen))) || (isSent(seen.way) && liftAt(formerSuppressedKey(seen)));
    },
  };
}

function toPage<T>(items: readonly Item[], read: (item: Item) => T): ArchivePage<T> {
  const unread: string[] = [];
  const understood = items.flatMap((item): T[] => {
    try {
      return [read(item)];
    } catch (error) {
      if (!(error instanceof StatedError)) throw error;
      unread.push(item[table.partitionKey]?.S ?? "");
      return [];
    }
  });
  return { items: understood, unread };
}
