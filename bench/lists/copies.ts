import { BatchWriteItemCommand, type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Lead } from "../../lambda/lead/lead.ts";
import { timing } from "../../lambda/lead/timing.ts";
import { itemToLead, leadToItem } from "../../lambda/store/items/leads-and-calls.ts";

/** Leads that wait, put straight into the table: copies of one that came through the door. */

const AT_ONCE = 25;
const SIDE_BY_SIDE = 4;
const FOR_DAYS = 20;

/** The lead that waits for an operator; undefined while there is none. */
export async function heldLead(client: DynamoDBClient, TableName: string): Promise<Lead | undefined> {
  const filter = { FilterExpression: "#kind = :lead", ExpressionAttributeNames: { "#kind": "kind" } };
  const values = { ExpressionAttributeValues: { ":lead": { S: "lead" } } };
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ...filter, ...values })) {
    const held = Items.map(itemToLead).find(({ state, dueFor }) => state === "held" && dueFor === "reconcile");
    if (held) return held;
  }
  return undefined;
}

/** Half of them wait for an operator, half behind a pause; none falls due while lists are measured. */
export async function putCopies(client: DynamoDBClient, tableName: string, lead: Lead, count: number): Promise<void> {
  const now = Date.now();
  const dueAt = new Date(now + timing.day).toISOString();
  const copyOf = (at: number): Lead => ({
    ...lead,
    id: `${lead.id.slice(0, -6)}${at.toString(36).padStart(6, "0")}`,
    receivedAt: new Date(now - Math.floor((at / count) * FOR_DAYS * timing.day)).toISOString(),
    dueAt,
    ...(at % 2 === 1 && { dueFor: "dial-lead", reason: "paused" }),
  });
  let next = 0;
  const writer = async () => {
    for (let first = next; first < count; first = next) {
      next = Math.min(first + AT_ONCE, count);
      const some = Array.from({ length: next - first }, (_, index) => copyOf(first + index));
      const requests = some.map((each) => ({ PutRequest: { Item: leadToItem(each) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, writer));
}
