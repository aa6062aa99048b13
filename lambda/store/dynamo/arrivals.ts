import { later } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { itemToArrival } from "../items/arrivals.ts";
import { leadKey } from "../items/keys.ts";
import type { ArrivalDay, ArrivalStore } from "../store.ts";
import { table } from "../table.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const arrivalStore = (db: DynamoTable): ArrivalStore => ({
  async page(on, { limit, after }) {
    const { Items = [] } = await db.ask("Query", {
      TableName: db.name,
      IndexName: table.arrivedIndex.name,
      KeyConditionExpression: "#day = :day AND receivedAt BETWEEN :from AND :to",
      // The word is one of DynamoDB's own.
      ExpressionAttributeNames: { "#day": table.arrivedIndex.partitionKey },
      ExpressionAttributeValues: marshall({ ":day": on.day, ...limitsOf(on) }),
      ScanIndexForward: on.order === "oldest first",
      Limit: limit,
      ...(after && {
        ExclusiveStartKey: marshall({ ...leadKey(after.id), day: on.day, receivedAt: after.receivedAt }),
      }),
    });
    return Items.map(itemToArrival);
  },
});

/** Both are meant to be in it: times have whole milliseconds. */
const limitsOf = ({ day, from, before }: ArrivalDay) => ({
  ":from": from?.toISOString() ?? day,
  ":to": before ? later(before, -1).toISOString() : `${day}T24`,
});
