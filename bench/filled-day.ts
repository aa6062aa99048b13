import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Call } from "../lambda/lead/call/call.ts";
import { parked } from "../lambda/lead/call/call.ts";
import { hinted } from "../lambda/lead/call/hint.ts";
import type { Lead } from "../lambda/lead/lead.ts";
import { daysLater } from "../lambda/lead/local-day.ts";
import * as states from "../lambda/lead/states.ts";
import { later, timing } from "../lambda/lead/timing.ts";
import type { Item } from "../lambda/store/items/item.ts";
import { callToItem, leadToItem } from "../lambda/store/items/leads-and-calls.ts";
import type { Store } from "../lambda/store/store.ts";
import { aLead } from "../test/fakes/leads.ts";

/** A table as it is late in a day: its leads, those that wait, those that are about to be stripped, thirty days before. */

export interface Filling {
  readonly perDay: number;
  readonly waiting: number;
  /** In UTC, late in the day. */
  readonly now: Date;
}

/** Makes a lead of two kilobytes, as a form with a dozen fields does. */
export const asBig = { extra: { payload: "x".repeat(1_200) } };

/** @returns leads whose calls are under way */
export async function fillDay(
  name: string,
  store: Store,
  { perDay, waiting, now }: Filling,
  client: DynamoDBClient,
): Promise<Lead[]> {
  const today = now.toISOString().slice(0, 10);
  const dayStart = Date.parse(`${today}T00:00:00Z`);
  const cameAt = (index: number) => new Date(dayStart + Math.floor((index / perDay) * 23 * timing.hour));
  const moving: Lead[] = [];
  const items: Item[] = [];
  for (let index = 0; index < perDay; index += 1) {
    const placed = ring(aLead(asBig, { at: cameAt(index) }));
    const isMoving = index >= perDay - 3;
    if (isMoving) moving.push(placed);
    items.push(leadToItem(isMoving ? placed : ended(placed, index)));
  }
  // Those that lose their personal data in the next two days lie where reconcile looks after waiting ones.
  for (let index = 0; index < 2 * perDay; index += 1) {
    const old = ended(ring(aLead(asBig, { at: new Date(dayStart - 90 * timing.day) })), index);
    items.push(leadToItem({ ...old, dueAt: later(now, (index / perDay) * timing.day).toISOString() }));
  }
  for (let index = 0; index < waiting; index += 1) {
    const lead = aLead(asBig, { at: later(now, -timing.day - index * timing.minute) });
    const reason = index % 2 === 0 ? "stale" : "paused";
    items.push(leadToItem(states.held(lead, reason, now, { for: index % 2 === 0 ? "person" : "rule" }) ?? lead));
  }
  for (let index = 0; index < Math.min(10, waiting); index += 1) {
    const call = hinted(undefined, { account: "main", callId: `parked-${index}`, digest: "d", at: now }) as Call;
    items.push(callToItem(parked(call, "crm-refused", "refused", now)));
  }
  for (let first = 0; first < items.length; first += 25) {
    const requests = items.slice(first, first + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
  }
  for (let back = 1; back <= 30; back += 1) {
    const counts = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`speed ${at}`, perDay]));
    const numbers = { hours: {}, cells: { website: { "7": counts }, partner: { "8": counts } } };
    const date = daysLater(today, -back);
    await store.days.put(
      { account: "main", date, zone: "UTC", countedAt: now.toISOString(), numbers },
      later(now, timing.day),
    );
  }
  return moving;
}

function ring(lead: Lead): Lead {
  const at = later(new Date(lead.receivedAt), 3_000);
  const dialling = states.claimed(lead, "d", 7, at) ?? lead;
  return states.dialled(dialling, "d", { kind: "placed", callId: lead.id } as never, at) ?? dialling;
}

/** One in three was reached; of the others every second was redialled. */
function ended(lead: Lead, index: number): Lead {
  const outcome = index % 3 === 0 ? "contacted" : "missed";
  const done = states.folded(
    lead,
    { callId: lead.id, outcome, final: true },
    later(new Date(lead.receivedAt), timing.minute),
  );
  return { ...(done ?? lead), ...(outcome === "missed" && index % 2 === 0 && { calls: [lead.id, `${lead.id}-2`] }) };
}
