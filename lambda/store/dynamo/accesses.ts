import { accessKey, itemToAccess } from "../items/accesses.ts";
import { toItem } from "../items/item.ts";
import type { AccessStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const accessStore = (db: DynamoTable): AccessStore => ({
  find: (crm, origin) => db.find(accessKey(crm, origin), itemToAccess),
  save: (next) => db.save(toItem(accessKey(next.crm, next.origin), "access", next), next.revision, next.revision === 1),
});
