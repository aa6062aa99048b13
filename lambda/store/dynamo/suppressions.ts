import { marshall } from "../attributes.ts";
import { toItem } from "../items/item.ts";
import {
  itemToOptOut,
  itemToSuppression,
  optOutKey,
  SUPPRESSED,
  suppressedAbout,
  suppressedKey,
} from "../items/suppressions.ts";
import type { SuppressionStore } from "../store.ts";
import { type DynamoTable, isNew } from "./dynamo-table.ts";

export const suppressionStore = (db: DynamoTable): SuppressionStore => {
  const { pk } = SUPPRESSED;
  return {
    async any() {
      const { Count = 0 } = await db.ask("Query", {
        TableName: db.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: pk } },
        ConsistentRead: true,
        Limit: 1,
        Select: "COUNT",
      });
      return Count > 0;
    },

    async about(print) {
      const { Items = [] } = await db.ask("Query", {
        TableName: db.name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :print)",
        ExpressionAttributeValues: { ":pk": { S: pk }, ":print": { S: suppressedAbout(print) } },
        ConsistentRead: true,
      });
      return Items.map(itemToSuppression);
    },

    async add(suppression) {
      await db.putIf(toItem(suppressedKey(suppression), "suppressed", suppression), {
        ConditionExpression: `${isNew} OR attribute_exists(lifted)`,
        ReturnValuesOnConditionCheckFailure: "NONE",
      });
    },

    async begin(optOut) {
      await db.ask("PutItem", { TableName: db.name, Item: toItem(optOutKey(optOut.id), "opt-out", optOut) });
    },

    begun: () => db.query(optOutKey("").pk, itemToOptOut),

    async finish({ id }) {
      await db.ask("DeleteItem", { TableName: db.name, Key: marshall(optOutKey(id)) });
    },
  };
};
