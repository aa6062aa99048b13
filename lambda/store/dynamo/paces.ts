import { toItem } from "../items/item.ts";
import { itemToPace, paceKey } from "../items/paces.ts";
import type { PaceStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const paceStore = (db: DynamoTable): PaceStore => ({
  find: (token) => db.find(paceKey(token), itemToPace),
  save: (next) => db.save(toItem(paceKey(next.token), "pace", next), next.revision, next.revision === 1),
});
