import { later, timing } from "../../lead/timing.ts";
import { itemToHolder } from "../items/holder.ts";
import { toItem } from "../items/item.ts";
import { itemToStop, recordKey, STOP } from "../items/records.ts";
import type { RecordKey, RecordStore } from "../store.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

export const recordStore = (db: DynamoTable, now: () => Date): RecordStore => {
  const itemOf = (key: ReturnType<typeof recordKey>, kind: "link" | "stop", value: object) =>
    toItem(key, kind, { ...value, expiresAt: inSeconds(later(now(), timing.recordMemory)) });
  const put = (Item: ReturnType<typeof itemOf>) => db.ask("PutItem", { TableName: db.name, Item });
  return {
    async link(record, leadId) {
      await put(itemOf(recordKey(record, leadId), "link", { leadId }));
    },
    async leadsOf(record: RecordKey) {
      const held = await db.query(recordKey(record, "").pk, (item) =>
        item.sk?.S === STOP ? undefined : itemToHolder(item),
      );
      return held.filter((id) => id !== undefined);
    },
    async stop(record, at, said) {
      const dated = said && { said: said.toISOString() };
      const item = itemOf(recordKey(record, STOP), "stop", { at: at.toISOString(), ...dated });
      if (dated === undefined) return void (await put(item));
      await db.putIf(item, {
        ConditionExpression: `${isNew} OR said < :said`,
        ExpressionAttributeValues: { ":said": { S: dated.said } },
      });
    },
    stoppedAt: (record) => db.find(recordKey(record, STOP), itemToStop),
  };
};
