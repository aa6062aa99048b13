import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "../attributes.ts";
import { dayKey, itemToDay } from "../items/days.ts";
import { toItem } from "../items/item.ts";
import type { DayStore, StoredDay } from "../store.ts";
import { type DynamoTable, inSeconds } from "./dynamo-table.ts";

export const dayStore = (db: DynamoTable): DayStore => ({
  async put(day, expiresAt) {
    const value = { ...day, expiresAt: inSeconds(expiresAt) };
    await db.ask("PutItem", { TableName: db.name, Item: toItem(dayKey(day.account, day.date), "day", value) });
  },

  async between(account, from, to) {
    const days: StoredDay[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await db.ask("Query", {
        TableName: db.name,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: marshall({ ":pk": dayKey(account, "").pk, ":from": from, ":to": to }),
        ...(start && { ExclusiveStartKey: start }),
      });
      days.push(...Items.map(itemToDay));
      start = LastEvaluatedKey;
    } while (start);
    return days;
  },
});
