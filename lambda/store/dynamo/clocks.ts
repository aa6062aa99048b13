import { clockKey, itemToClock } from "../items/clocks.ts";
import { toItem } from "../items/item.ts";
import type { ClockStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const clockStore = (db: DynamoTable): ClockStore => ({
  find: (account) => db.find(clockKey(account), itemToClock),
  save: (next) => db.save(toItem(clockKey(next.account), "clock", next), next.revision, next.revision === 1),
});
