import { marshall } from "../attributes.ts";
import { callKey, itemToDue, itemToWaiting, leadKey, partOf, waitingShown } from "../items.ts";
import type { DueStore } from "../store.ts";
import type { DynamoTable } from "./dynamo-table.ts";

export const dueStore = (db: DynamoTable): DueStore => ({
  due: (worker, before, page) => db.queryDue(worker, page, itemToDue, before),
  waiting: (worker, page, before) =>
    db.queryDue(worker, page, (item) => itemToWaiting(worker, item), before, waitingShown),

  async putOff(item, { worker, until, faults, reason }) {
    const key = item.kind === "lead" ? leadKey(item.id) : callKey(item.account, item.callId);
    return db.updateIf({
      Key: marshall(key),
      UpdateExpression: `SET dueAt = :until, faults = :faults${reason ? ", reason = :reason" : ""} REMOVE wakes`,
      ConditionExpression: "dueFor = :part AND dueAt = :dueAt",
      ExpressionAttributeValues: marshall({
        ":until": until.toISOString(),
        ":faults": faults,
        ":part": partOf(worker, item.kind === "lead" ? item.id : item.callId),
        ":dueAt": item.dueAt,
        ...(reason && { ":reason": reason }),
      }),
    });
  },
});
