import { createHash } from "node:crypto";
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
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Call } from "../lead/call/call.ts";
import type { Worker } from "../lead/lead.ts";
import { holdersOf, rightsEnd } from "../lead/rules/phone-right.ts";
import { later, timing } from "../lead/timing.ts";
import {
  accessKey,
  boundKey,
  callKey,
  callToItem,
  clockKey,
  doorCount,
  doorKey,
  gateKey,
  type Item,
  itemToAccess,
  itemToCall,
  itemToClock,
  itemToDoorHour,
  itemToDue,
  itemToGate,
  itemToHolder,
  itemToLead,
  itemToPace,
  itemToRights,
  itemToSuppression,
  itemToWaiting,
  type Key,
  leadKey,
  leadToItem,
  linkKey,
  paceKey,
  phoneKey,
  quotaKey,
  refKey,
  suppressedKey,
  toItem,
} from "./items.ts";
import type { Page, PageStart, Store } from "./store.ts";
import { type Kind, table } from "./table.ts";

const inSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Of a fingerprint, in base64url: long enough to tell thousands apart, short enough to keep them in one item. */
const WHO_LENGTH = 8;

/** The store in DynamoDB. The only code that knows how the table is laid out. */
export function dynamoStore(tableName: string, db: DynamoDBClient, now: () => Date = () => new Date()): Store {
  const keptUntil = (): number => inSeconds(later(now(), timing.linkMemory));

  /** Puts an item on a condition. @returns undefined when it was put, else what stands there instead */
  async function putIf(item: Item, condition: Partial<PutItemCommandInput>): Promise<Item | undefined> {
    try {
      await db.send(
        new PutItemCommand({
          TableName: tableName,
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
      await db.send(
        new DeleteItemCommand({
          TableName: tableName,
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
      ConditionExpression: isFirst ? "attribute_not_exists(pk)" : "revision = :previous",
      ...(!isFirst && { ExpressionAttributeValues: { ":previous": { N: String(revision - 1) } } }),
    });
    return inTheWay === undefined || isDeepStrictEqual(unmarshall(inTheWay), unmarshall(item));
  }

  async function find<T>(key: Key, read: (item: Item) => T): Promise<T | undefined> {
    const { Item } = await db.send(
      new GetItemCommand({ TableName: tableName, Key: marshall(key), ConsistentRead: true }),
    );
    return Item && read(Item);
  }

  /** Everything under one partition key; never more than a handful. */
  async function query<T>(pk: string, read: (item: Item) => T): Promise<T[]> {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: tableName,
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
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: tableName,
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

  return {
    leads: {
      async add(lead) {
        const inTheWay = await putIf(leadToItem(lead), { ConditionExpression: "attribute_not_exists(pk)" });
        if (inTheWay === undefined) return { added: true };
        const first = itemToLead(inTheWay);
        return first.acceptId === lead.acceptId ? { added: true } : { added: false, first };
      },

      find: (id) => find(leadKey(id), itemToLead),

      save: (next) => save(leadToItem(next), next.revision),

      async reserveRef(ref, leadId) {
        const inTheWay = await putIf(toItem(refKey(ref), "ref", { leadId, expiresAt: keptUntil() }), {
          ConditionExpression: "attribute_not_exists(pk)",
        });
        return inTheWay === undefined || itemToHolder(inTheWay) === leadId;
      },

      async bindCall(account, callId, leadId) {
        const item = toItem(boundKey(account, callId), "bound", { leadId, expiresAt: keptUntil() });
        const inTheWay = await putIf(item, { ConditionExpression: "attribute_not_exists(pk)" });
        return inTheWay === undefined ? leadId : itemToHolder(inTheWay);
      },

      findByCall: (account, callId) => find(boundKey(account, callId), itemToHolder),

      async link(to, leadId) {
        await db.send(
          new PutItemCommand({
            TableName: tableName,
            Item: toItem({ pk: linkKey(to), sk: leadId }, "link", { leadId, expiresAt: keptUntil() }),
          }),
        );
      },

      findByRef: (ref) => find(refKey(ref), itemToHolder),

      findByPhone: async (account, phone) => {
        const rights = await find(phoneKey(account, phone), itemToRights);
        return rights ? holdersOf(rights) : [];
      },

      findLinked: (to) => query(linkKey(to), itemToHolder),
    },

    phones: {
      find: (account, phone) => find(phoneKey(account, phone), itemToRights),

      async save(next, seen) {
        const expiresAt = inSeconds(rightsEnd(next));
        const item = toItem(phoneKey(next.account, next.phone), "phone", { ...next, expiresAt });
        const inTheWay = await putIf(item, {
          ConditionExpression: seen === undefined ? "attribute_not_exists(pk)" : "writeId = :seen",
          ...(seen !== undefined && { ExpressionAttributeValues: { ":seen": { S: seen } } }),
        });
        return inTheWay === undefined || inTheWay.writeId?.S === next.writeId;
      },

      remove: ({ account, phone, writeId }) =>
        deleteIf(phoneKey(account, phone), "attribute_not_exists(pk) OR writeId = :seen", { ":seen": { S: writeId } }),
    },

    calls: {
      async hint({ account, callId, digest, hearsay, ref, toldAt, notice, at }) {
        const isNameless = hearsay === true && ref === undefined;
        const values = {
          ":kind": "call" satisfies Kind,
          ":account": account,
          ":callId": callId,
          ":hinted": "hinted" satisfies Call["state"],
          ":at": at.toISOString(),
          ":digest": digest,
          ":worker": "report-call" satisfies Call["dueFor"],
          ":none": {},
          ":zero": 0,
          ":one": 1,
          ...(ref !== undefined && { ":ref": ref }),
          ...(toldAt !== undefined && { ":toldAt": toldAt }),
          ...(hearsay && { ":hearsay": true }),
          ...(isNameless && { ":nameless": true }),
          ...(notice && { ":notice": notice.reason, ":lead": notice.leadId }),
        };
        try {
          await db.send(
            new UpdateItemCommand({
              TableName: tableName,
              Key: marshall(callKey(account, callId)),
              // In step with `hinted` in lead/call.ts; an update, because hear-call may not read.
              UpdateExpression: [
                "SET kind = :kind, account = :account, callId = :callId, #state = :hinted, hintedAt = :at, hintDigest = :digest",
                "dueFor = :worker, dueAt = :at, wakes = :worker, reports = if_not_exists(reports, :none)",
                "failedTries = if_not_exists(failedTries, :zero), lateReads = if_not_exists(lateReads, :zero)",
                ...(ref === undefined ? [] : ["refHint = :ref"]),
                ...(toldAt === undefined ? [] : ["toldAt = :toldAt"]),
                ...(hearsay ? ["hearsay = :hearsay"] : []),
                ...(isNameless ? ["nameless = :nameless"] : []),
                ...(notice ? ["notice = :notice, leadId = :lead"] : []),
              ]
                .join(", ")
                .concat(
                  ` REMOVE reason, detail, expiresAt${hearsay ? "" : ", hearsay"}${isNameless ? "" : ", nameless"} ADD revision :one`,
                ),
              ConditionExpression: "attribute_not_exists(pk) OR hintDigest <> :digest",
              ExpressionAttributeNames: { "#state": "state" },
              ExpressionAttributeValues: marshall(values),
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      },

      find: (account, callId) => find(callKey(account, callId), itemToCall),

      save: (next) => save(callToItem(next), next.revision),
    },

    gates: {
      all: () => query("gate", itemToGate),

      async close(gate) {
        await db.send(new PutItemCommand({ TableName: tableName, Item: toItem(gateKey(gate.on), "gate", gate) }));
      },

      async open({ on, closedAt }) {
        await deleteIf(gateKey(on), "closedAt = :closedAt", { ":closedAt": { S: closedAt } });
      },
    },

    paces: {
      find: (token) => find(paceKey(token), itemToPace),
      save: (next) => save(toItem(paceKey(next.token), "pace", next), next.revision, next.revision === 1),
    },

    clocks: {
      find: (account) => find(clockKey(account), itemToClock),
      save: (next) => save(toItem(clockKey(next.account), "clock", next), next.revision, next.revision === 1),
    },

    accesses: {
      find: (crm, origin) => find(accessKey(crm, origin), itemToAccess),
      save: (next) =>
        save(toItem(accessKey(next.crm, next.origin), "access", next), next.revision, next.revision === 1),
    },

    quotas: {
      async take(quota) {
        const who = createHash("sha256").update(quota.who).digest("base64url").slice(0, WHO_LENGTH);
        // Counted from the last taking too: a window that lies behind is not forgotten between two of its leads.
        const last = new Date(Math.max(quota.at.getTime(), now().getTime()));
        const expiresAt = inSeconds(later(last, 2 * quota.windowMs + timing.quotaMemory));
        try {
          await db.send(
            new UpdateItemCommand({
              TableName: tableName,
              Key: marshall(quotaKey(quota)),
              UpdateExpression: "SET kind = :kind, expiresAt = :end ADD who :who",
              ConditionExpression: "attribute_not_exists(pk) OR contains(who, :one) OR size(who) < :limit",
              ExpressionAttributeValues: {
                ":kind": { S: "quota" satisfies Kind },
                ":end": { N: String(expiresAt) },
                ":who": { SS: [who] },
                ":one": { S: who },
                ":limit": { N: String(quota.limit) },
              },
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      },
    },

    doors: {
      async note({ source, at, refusals = {}, formerKey = false }) {
        const counts = Object.entries(refusals);
        const sets = [
          "kind = :kind, expiresAt = :end",
          ...(counts.length > 0 ? ["refusedAt = :at"] : []),
          ...(formerKey ? ["formerKeyAt = :at"] : []),
        ];
        const adds = counts.map(([status], index) => `${doorCount(status)} :count${index}`);
        await db.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: marshall(doorKey(source, at)),
            UpdateExpression: `SET ${sets.join(", ")}${adds.length > 0 ? ` ADD ${adds.join(", ")}` : ""}`,
            ExpressionAttributeValues: marshall({
              ":kind": "door" satisfies Kind,
              ":end": inSeconds(later(at, timing.doorMemory)),
              ...(sets.length > 1 && { ":at": at.toISOString() }),
              ...Object.fromEntries(counts.map(([, count], index) => [`:count${index}`, count])),
            }),
          }),
        );
      },

      async since(source, from) {
        const { pk, sk } = doorKey(source, from);
        const { Items = [] } = await db.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "pk = :pk AND sk >= :from",
            ExpressionAttributeValues: { ":pk": { S: pk }, ":from": { S: sk } },
          }),
        );
        return Items.map(itemToDoorHour);
      },
    },

    suppressions: {
      async any() {
        const { Count = 0 } = await db.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": { S: suppressedKey("").pk } },
            ConsistentRead: true,
            Limit: 1,
            Select: "COUNT",
          }),
        );
        return Count > 0;
      },
      find: (print) => find(suppressedKey(print), itemToSuppression),
    },

    due: {
      due: (worker, before, page) => queryDue(worker, page, itemToDue, before),
      waiting: (worker, page, before) => queryDue(worker, page, itemToWaiting, before),

      async putOff(item, { worker, until, faults, reason }) {
        const key = item.kind === "lead" ? leadKey(item.id) : callKey(item.account, item.callId);
        try {
          await db.send(
            new UpdateItemCommand({
              TableName: tableName,
              Key: marshall(key),
              UpdateExpression: `SET dueAt = :until, faults = :faults${reason ? ", reason = :reason" : ""} REMOVE wakes`,
              ConditionExpression: "dueFor = :worker AND dueAt = :dueAt",
              ExpressionAttributeValues: marshall({
                ":until": until.toISOString(),
                ":faults": faults,
                ":worker": worker,
                ":dueAt": item.dueAt,
                ...(reason && { ":reason": reason }),
              }),
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      },
    },
  };
}
