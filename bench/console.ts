import { randomBytes, randomUUID } from "node:crypto";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import { tableBySdk } from "../lambda/store/table-by-sdk.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { byScripts } from "../lib/program/typed.ts";
import { consolePages, proofs, routes, serveConsole, sessions } from "../operator/console/index.ts";
import { playAlone } from "../stand-ins/crms/index.ts";
import { findChromium, here, none } from "../test/browser/chromium/find.ts";
import { launchChromium } from "../test/browser/chromium/launch.ts";
import { bridgeTable } from "../test/fakes/table.ts";
import { type FirstRows, firstRows } from "./console/first-rows.ts";
import { type Idle, idleUnits } from "./console/idle.ts";
import { type NewStates, newStates } from "./console/new-states.ts";
import { stageOn } from "./console/stage-on.ts";
import { startCountingEngine } from "./counting-engine.ts";
import { fillDay } from "./filled-day.ts";

/**
 * `npm run bench:console`: how fast the console shows what it got, and what it costs while nobody looks, measured in a
 * real browser: the first rows of its lists while very many leads wait, the read units of a tab that is left open, page
 * by page, and how long after it happened a lead's new state is seen on this machine.
 */

const {
  waiting,
  leads,
  minutes,
  json = false,
} = new Command("npm run bench:console --")
  .description("Measures the console's pages in a browser.")
  .option("--waiting <count>", "how many leads wait", Number, 10_000)
  .option("--leads <count>", "how many leads are followed as they go", Number, 20)
  .option("--minutes <count>", "how long a tab is left open, by its own clock", Number, 10)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ waiting: number; leads: number; minutes: number; json?: true }>();

const perDay = 2_740;
const limits = { firstRowsMs: 300, idleUnitsAMinute: 15, newStateMs: 1_000 };

/** Late in the day, when all of its leads have come. */
const now = new Date("2026-06-15T23:30:00Z");

endWithNpm();
const found = findChromium(here());
if (!found) throw new Error(none);
const server = await launchChromium(found);
const browser = await chromium.connect(server.wsEndpoint());
try {
  const [rows, idle] = await onFullTable(browser);
  const states = await newStates(browser, leads);
  report(rows, idle, states);
} finally {
  await browser.close();
  await server.close();
}

async function onFullTable(browser: Browser): Promise<[FirstRows[], Idle[]]> {
  const engine = await startCountingEngine();
  const { client } = engine;
  const name = "console";
  await client.send(new CreateTableCommand(bridgeTable(name)));
  const store = dynamoStore(name, tableBySdk(client));
  const [moving] = await fillDay(name, store, { perDay, waiting, now }, client);
  const stage = stageOn(name, client, store, now);
  const newSecret = () => randomBytes(32).toString("base64url");
  const time = () => new Date();
  const console = await serveConsole({
    port: 0,
    idleMs: 3_600_000,
    onIdle: () => undefined,
    openStage: async () => stage,
    pages: consolePages,
    routes,
    sessions: sessions({ now: time, newSecret, idleMs: 24 * 3_600_000 }),
    proofs: proofs({ now: time, newSecret }),
    howToOpen: "",
    newId: randomUUID,
    now: time,
    facts: {
      isReadOnly: false,
      isMasked: false,
      flags: "",
      playCrm: async (...asked) => playAlone(...asked),
      configFile: "bridge.config.ts",
      typed: { ...byScripts, bridge: "bridge" },
      local: undefined,
    },
    operator: "bench",
    onFailure: (message) => process.stderr.write(`${message}\n`),
  });
  try {
    const address = () => console.newAddress();
    const rows = await firstRows(browser, address);
    const idle = await idleUnits(browser, address, { minutes, units: engine.units, moving: moving?.id ?? "" });
    return [rows, idle];
  } finally {
    await console.close();
    await engine.stop();
  }
}

function report(rows: readonly FirstRows[], idle: readonly Idle[], states: NewStates): void {
  const slow = rows.filter(({ rowsMs }) => rowsMs > limits.firstRowsMs);
  const dear = idle.filter(({ unitsAMinute }) => unitsAMinute > limits.idleUnitsAMinute);
  const late = states.p90 > limits.newStateMs;
  if (slow.length + dear.length > 0 || late) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ limits, waiting, leads_a_day: perDay, first_rows: rows, idle, new_states: states }));
    return;
  }
  const beyond = (is: boolean) => (is ? "   beyond the limit" : "");
  console.log(`\n${waiting} leads wait, ${perDay} came today\n`);
  console.log(`page                          answer, ms   rows after it, ms   (limit ${limits.firstRowsMs})`);
  for (const each of rows)
    console.log(
      `${each.page.padEnd(30)}${each.answerMs.toFixed(0).padStart(10)}${each.rowsMs.toFixed(0).padStart(20)}${beyond(slow.includes(each))}`,
    );
  console.log(`\nan idle tab                   read units a minute   (limit ${limits.idleUnitsAMinute})`);
  for (const each of idle)
    console.log(`${each.page.padEnd(30)}${each.unitsAMinute.toFixed(1).padStart(19)}${beyond(dear.includes(each))}`);
  console.log(
    `\na new state is seen after     ${states.p50} ms (half), ${states.p90} ms (nine in ten), ${states.most} ms (the last), of ${states.count}   (limit ${limits.newStateMs})${beyond(late)}`,
  );
}
