import { doNotCallFileKey, exchangeKey, itemToDoNotCallFile, itemToExchange } from "../items/do-not-call.ts";
import type { DoNotCallStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const doNotCallStore = (db: DynamoTable): DoNotCallStore => ({
  file: (areaCode) => db.find(doNotCallFileKey(areaCode), itemToDoNotCallFile),
  exchange: (areaCode, exchange) => db.find(exchangeKey(areaCode, exchange), itemToExchange),
});
