import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import { accountsOf } from "../lambda/config/accounts.ts";
import type { Call } from "../lambda/lead/call/call.ts";
import { parked } from "../lambda/lead/call/call.ts";
import { hinted } from "../lambda/lead/call/hint.ts";
import type { Lead } from "../lambda/lead/lead.ts";
import { daysLater } from "../lambda/lead/local-day.ts";
import * as states from "../lambda/lead/states.ts";
import { later, timing } from "../lambda/lead/timing.ts";
import { changeLead } from "../lambda/store/change.ts";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import type { Item } from "../lambda/store/items/item.ts";
import { callToItem, leadToItem } from "../lambda/store/items/leads-and-calls.ts";
import type { Store } from "../lambda/store/store.ts";
import { tableBySdk } from "../lambda/store/table-by-sdk.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { localCredentials } from "../local/session-token.ts";
import { newestLeads } from "../operator/leads/arrived.ts";
import { todaysNumbers } from "../operator/numbers/todays-numbers.ts";
import { aLead } from "../test/fakes/leads.ts";
import { bridgeTable } from "../test/fakes/table.ts";
import { startCountingEngine } from "./counting-engine.ts";

/**
 * `npm run bench:today`: the read units of an operator's pages, by how many leads come in a day: today's numbers at the first look and
 * at a further one, and fifty leads. Leads are of two kilobytes, as a form with a dozen fields makes them.
 */

const { json } = new Command("npm run bench:today --")
  .description("Measures what today's numbers and a page of leads read.")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ json?: true }>();

interface Size {
  readonly perDay: number;
  readonly waiting: number;
}

const sizes: readonly Size[] = [
  { perDay: 10, waiting: 2 },
  { perDay: 333, waiting: 50 },
  { perDay: 2_740, waiting: 500 },
];
const limits = { first: 1_600, further: 30, page: 30 };

interface Measured extends Size {
  readonly first: number;
  readonly further: number;
  readonly page: number;
  readonly within: boolean;
}

/** Late in the day, when all of its leads have come. */
const now = new Date("2026-06-15T23:30:00Z");
const payload = "x".repeat(1_200);

endWithNpm();
report(await measureAll());

async function measureAll(): Promise<Measured[]> {
  const engine = await startCountingEngine();
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: "us-east-1",
    credentials: localCredentials(engine.engine.sessionToken),
  });
  try {
    const measured: Measured[] = [];
    for (const size of sizes) measured.push(await measure(size, engine.units, client));
    return measured;
  } finally {
    client.destroy();
    await engine.stop();
  }
}

async function measure(size: Size, units: { readonly read: number }, client: DynamoDBClient): Promise<Measured> {
  const name = `today-${size.perDay}`;
  await client.send(new CreateTableCommand(bridgeTable(name)));
  const store = dynamoStore(name, tableBySdk(client));
  const moving = await fill(name, store, size, client);
  const clock = { at: now };
  const bridge = accountsOf({ accounts: { main: { timeZone: "UTC" } } } as never) as never;
  const stage = { store, bridge, now: () => clock.at, config: { policies: { ledgerDays: 400 } } as never };
  const before = units.read;
  const today = await todaysNumbers(stage);
  const first = units.read - before;
  for (const [index, lead] of moving.entries()) {
    await store.leads.add(aLead({ extra: { payload } }, { at: later(now, index * 1_000) }));
    const news = { callId: lead.id, outcome: "contacted", final: true } as const;
    await changeLead(store.leads, lead.id, (current) => states.folded(current, news, later(now, 5_000)));
  }
  clock.at = later(now, 15_000);
  const beforeFurther = units.read;
  await today.refresh();
  const further = units.read - beforeFurther;
  const beforePage = units.read;
  await newestLeads(stage);
  const page = units.read - beforePage;
  const within = first <= limits.first && further <= limits.further && page <= limits.page;
  return { ...size, first, further, page, within };
}

/** @returns leads whose calls are under way */
async function fill(name: string, store: Store, { perDay, waiting }: Size, client: DynamoDBClient): Promise<Lead[]> {
  const dayStart = Date.parse("2026-06-15T00:00:00Z");
  const cameAt = (index: number) => new Date(dayStart + Math.floor((index / perDay) * 23 * timing.hour));
  const moving: Lead[] = [];
  const items: Item[] = [];
  for (let index = 0; index < perDay; index += 1) {
    const placed = ring(aLead({ extra: { payload } }, { at: cameAt(index) }));
    const isMoving = index >= perDay - 3;
    if (isMoving) moving.push(placed);
    items.push(leadToItem(isMoving ? placed : ended(placed, index)));
  }
  // Those that lose their personal data in the next two days lie where reconcile looks after waiting ones.
  for (let index = 0; index < 2 * perDay; index += 1) {
    const old = ended(ring(aLead({ extra: { payload } }, { at: new Date(dayStart - 90 * timing.day) })), index);
    items.push(leadToItem({ ...old, dueAt: later(now, (index / perDay) * timing.day).toISOString() }));
  }
  for (let index = 0; index < waiting; index += 1) {
    const lead = aLead({ extra: { payload } }, { at: later(now, -timing.day - index * timing.minute) });
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
    const date = daysLater("2026-06-15", -back);
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

function report(measured: readonly Measured[]): void {
  if (measured.some(({ within }) => !within)) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ limits, measured }));
    return;
  }
  console.log("\nread units\n\nleads a day   waiting   today, first look   a further look   fifty leads");
  for (const { perDay, waiting, first, further, page, within } of measured) {
    const figures = [first, further, page]
      .map((units, at) => units.toFixed(1).padStart([20, 17, 14][at] ?? 0))
      .join("");
    console.log(
      `${String(perDay).padStart(11)}${String(waiting).padStart(10)}${figures}${within ? "" : "   beyond a limit"}`,
    );
  }
}
