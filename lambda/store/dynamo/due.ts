import { later } from "../../lead/timing.ts";
import { marshall } from "../attributes.ts";
import { FIRST_SILENCE_MS, isPlaced, itemToDue, itemToWaiting, partOf, partsOf, waitingShown } from "../items/due.ts";
import { callKey, leadKey } from "../items/keys.ts";
import type { DueStore } from "../store.ts";
import { type DynamoTable, type PartsUpTo, partsUpTo } from "./dynamo-table.ts";

const dialParts: ReadonlySet<string> = new Set(partsOf("dial-lead"));

export const dueStore = (db: DynamoTable): DueStore => ({
  async due(worker, before, page) {
    const { items, next } = await db.queryDue(
      worker === "reconcile" ? lookedAfter(before) : partsUpTo(worker, before),
      page,
    );
    // Who dials passes over the leads whose calls are placed, and who looks after those over all others.
    const met = items.filter(({ part, item }) => !dialParts.has(part) || isPlaced(item) === (worker === "reconcile"));
    return { items: met.map(({ item }) => itemToDue(item)), ...(next !== undefined && { next }) };
  },

  async waiting(worker, page, before) {
    const { items, next } = await db.queryDue(partsUpTo(worker, before), page, waitingShown);
    return { items: items.map(({ item }) => itemToWaiting(worker, item)), ...(next !== undefined && { next }) };
  },

  async putOff(item, { worker, until, faults, reason }) {
    const key = item.kind === "lead" ? leadKey(item.id) : callKey(item.account, item.callId);
    const part = partOf(worker, item.kind === "lead" ? item.id : item.callId);
    const change = `dueAt = :until, faults = :faults${reason ? ", reason = :reason" : ""} REMOVE wakes`;
    const values = {
      ":until": until.toISOString(),
      ":faults": faults,
      ":part": part,
      ":dueAt": item.dueAt,
      ...(reason && { ":reason": reason }),
    };
    const isPutOff = await db.updateIf({
      Key: marshall(key),
      UpdateExpression: `SET ${change}`,
      ConditionExpression: "dueFor = :part AND dueAt = :dueAt",
      ExpressionAttributeValues: marshall(values),
    });
    if (isPutOff || worker !== "reconcile" || item.kind !== "lead") return isPutOff;
    // It may lie where it came, and now belongs to reconcile's own part.
    return db.updateIf({
      Key: marshall(key),
      UpdateExpression: `SET dueFor = :part, ${change}`,
      ConditionExpression: "dueFor = :where AND waitsAs = :placed AND dueAt = :dueAt",
      ExpressionAttributeValues: marshall({ ...values, ":where": partOf("dial-lead", item.id), ":placed": "placed" }),
    });
  },
});

/** What reconcile has to look after: its own parts, and leads that stay in the dialler's, ten minutes after they came. */
const lookedAfter = (before: Date): PartsUpTo =>
  new Map([...partsUpTo("reconcile", before), ...partsUpTo("dial-lead", later(before, -FIRST_SILENCE_MS))]);
