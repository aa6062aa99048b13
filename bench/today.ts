import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import { accountsOf } from "../lambda/config/accounts.ts";
import * as states from "../lambda/lead/states.ts";
import { later } from "../lambda/lead/timing.ts";
import { changeLead } from "../lambda/store/change.ts";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import { tableBySdk } from "../lambda/store/table-by-sdk.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { newestLeads } from "../operator/leads/arrived.ts";
import { todaysNumbers } from "../operator/numbers/todays-numbers.ts";
import { aLead } from "../test/fakes/leads.ts";
import { bridgeTable } from "../test/fakes/table.ts";
import { startCountingEngine } from "./counting-engine.ts";
import { asBig, fillDay } from "./filled-day.ts";

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

endWithNpm();
report(await measureAll());

async function measureAll(): Promise<Measured[]> {
  const engine = await startCountingEngine();
  const { client } = engine;
  try {
    const measured: Measured[] = [];
    for (const size of sizes) measured.push(await measure(size, engine.units, client));
    return measured;
  } finally {
    await engine.stop();
  }
}

async function measure(size: Size, units: { readonly read: number }, client: DynamoDBClient): Promise<Measured> {
  const name = `today-${size.perDay}`;
  await client.send(new CreateTableCommand(bridgeTable(name)));
  const store = dynamoStore(name, tableBySdk(client));
  const moving = await fillDay(name, store, { ...size, now }, client);
  const clock = { at: now };
  const bridge = accountsOf({ accounts: { main: { timeZone: "UTC" } } } as never) as never;
  const stage = { store, bridge, now: () => clock.at, config: { policies: { ledgerDays: 400 } } as never };
  const before = units.read;
  const today = await todaysNumbers(stage);
  const first = units.read - before;
  for (const [index, lead] of moving.entries()) {
    await store.leads.add(aLead(asBig, { at: later(now, index * 1_000) }));
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
