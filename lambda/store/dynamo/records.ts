import { later, timing } from "../../lead/timing.ts";
import { itemToHolder } from "../items/holder.ts";
import { toItem } from "../items/item.ts";
import { itemToStop, recordKey, STOP } from "../items/records.ts";
import type { RecordKey, RecordStore } from "../store.ts";
import { type DynamoTable, inSeconds } from "./dynamo-table.ts";

export const recordStore = (db: DynamoTable, now: () => Date): RecordStore => {
  const put = (key: ReturnType<typeof recordKey>, kind: "link" | "stop", value: object) =>
    db.ask("PutItem", {
      TableName: db.name,
      Item: toItem(key, kind, { ...value, expiresAt: inSeconds(later(now(), timing.recordMemory)) }),
    });
  return {
    async link(record, leadId) {
      await put(recordKey(record, leadId), "link", { leadId });
    },
    async leadsOf(record: RecordKey) {
      const held = await db.query(recordKey(record, "").pk, (item) =>
        item.sk?.S === STOP ? undefined : itemToHolder(item),
      );
      return held.filter((id) => id !== undefined);
    },
    async stop(record, at) {
      await put(recordKey(record, STOP), "stop", { at: at.toISOString() });
    },
    stoppedAt: (record) => db.find(recordKey(record, STOP), itemToStop),
  };
};
