import { rightsEnd } from "../../lead/phone-right.ts";
import { toItem } from "../items/item.ts";
import { itemToRights, phoneKey } from "../items/phones.ts";
import type { PhoneStore } from "../store.ts";
import { type DynamoTable, inSeconds, isNew } from "./dynamo-table.ts";

export const phoneStore = (db: DynamoTable): PhoneStore => ({
  find: (account, phone) => db.find(phoneKey(account, phone), itemToRights),

  async save(next, seen) {
    const expiresAt = inSeconds(rightsEnd(next));
    const item = toItem(phoneKey(next.account, next.phone), "phone", { ...next, expiresAt });
    const inTheWay = await db.putIf(item, {
      ConditionExpression: seen === undefined ? isNew : "writeId = :seen",
      ...(seen !== undefined && { ExpressionAttributeValues: { ":seen": { S: seen } } }),
    });
    return inTheWay === undefined || inTheWay.writeId?.S === next.writeId;
  },

  remove: ({ account, phone, writeId }) =>
    db.deleteIf(phoneKey(account, phone), `${isNew} OR writeId = :seen`, { ":seen": { S: writeId } }),
});
