import { later, timing } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { itemToSourceHour, refusalCount, sourceHourKey } from "../items/source-hours.ts";
import type { SourceHourStore } from "../store.ts";
import type { Kind } from "../table.ts";
import { type DynamoTable, inSeconds } from "./dynamo-table.ts";

export const sourceHourStore = (db: DynamoTable): SourceHourStore => ({
  async note({ source, at, refusals = {}, formerKey = false }) {
    const counts = Object.entries(refusals);
    const sets = [
      "kind = :kind, expiresAt = :end",
      ...(counts.length > 0 ? ["refusedAt = :at"] : []),
      ...(formerKey ? ["formerKeyAt = :at"] : []),
    ];
    const adds = counts.map(([status], index) => `${refusalCount(status)} :count${index}`);
    await db.ask("UpdateItem", {
      TableName: db.name,
      Key: marshall(sourceHourKey(source, at)),
      UpdateExpression: `SET ${sets.join(", ")}${adds.length > 0 ? ` ADD ${adds.join(", ")}` : ""}`,
      ExpressionAttributeValues: marshall({
        ":kind": "door" satisfies Kind,
        ":end": inSeconds(later(at, timing.sourceHourMemory)),
        ...(sets.length > 1 && { ":at": at.toISOString() }),
        ...Object.fromEntries(counts.map(([, count], index) => [`:count${index}`, count])),
      }),
    });
  },

  async since(source, from) {
    const { pk, sk } = sourceHourKey(source, from);
    const { Items = [] } = await db.ask("Query", {
      TableName: db.name,
      KeyConditionExpression: "pk = :pk AND sk >= :from",
      ExpressionAttributeValues: { ":pk": { S: pk }, ":from": { S: sk } },
    });
    return Items.map(itemToSourceHour);
  },
});
