import { itemToSuppression, suppressedKey } from "../items.ts";
import type { SuppressionStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const suppressionStore = (db: DynamoTable): SuppressionStore => ({
  async any() {
    const { Count = 0 } = await db.ask("Query", {
      TableName: db.name,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: suppressedKey("").pk } },
      ConsistentRead: true,
      Limit: 1,
      Select: "COUNT",
    });
    return Count > 0;
  },
  find: (print) => db.find(suppressedKey(print), itemToSuppression),
});
