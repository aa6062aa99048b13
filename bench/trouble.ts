import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import { type Gate, gateOn } from "../lambda/lead/gates.ts";
import { gateKey } from "../lambda/store/items/gates.ts";
import { toItem } from "../lambda/store/items/item.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import type { Engine } from "../local/engine/engine.ts";
import type { FaultScript } from "../stand-ins/callingly/faults.ts";
import type { SwitchChanges } from "../stand-ins/callingly/switches.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import { askEngine, tableOf } from "./ask-engine.ts";
import { startCountingEngine } from "./counting-engine.ts";
import {
  askingMs,
  askOwnApi,
  type BridgeFacts,
  createdRings,
  forkBridge,
  leadOf,
  phoneOf,
  postLead,
  until,
} from "./drive.ts";

/**
 * `npm run bench:trouble`: how soon leads are called when Callingly is busy or was down for a moment, and what leads
 * cost that a pause holds. On this machine, where a bridge's minute is a minute.
 */

const { leads, held, only, json } = new Command("npm run bench:trouble --")
  .option("--leads <count>", "leads that meet a busy or failing Callingly", Number, 120)
  .option("--held <count>", "leads that a pause holds", Number, 5_000)
  .option("--only <trouble>", "busy, down or paused")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ leads: number; held: number; only?: string; json?: true }>();

/** So many requests a second are answered while Callingly is busy. */
const perSecond = 10;
const busyLeadsMs = 3_000;
const downMs = 5_000;
const downAfterMs = 2_000;
/** Who has not been called by then is not waited for. */
const patienceMs = 150_000;
/** Leads of unclear fate are not waited for any longer once nobody else has rung for so long. */
const quietMs = 75_000;

endWithNpm();
const result = {
  leads,
  held,
  ...(isWanted("busy") && { busy: await whileBusy() }),
  ...(isWanted("down") && { down: await whileDown() }),
  ...(isWanted("paused") && { paused: await whilePaused() }),
};
console.log(json ? JSON.stringify(result) : toText(result));

function isWanted(trouble: string): boolean {
  return only === undefined || only === trouble;
}

/** Callingly answers ten requests a second, and 429 to the others. */
function whileBusy() {
  return withBridge(async (facts) => {
    await toStandIn(facts, "PATCH", "switches", { rateLimitPerSecond: perSecond, speed: 1 } satisfies SwitchChanges);
    const startedAt = Date.now();
    await sendEvery(facts, busyLeadsMs / leads);
    const rings = await ringsOf(facts);
    return {
      called: rings.length,
      notCalled: leads - rings.length,
      lastCalledAfterSeconds: secondsTo(startedAt, rings),
      dials: await dialsOf(facts),
    };
  });
}

/** Callingly answers 503 to everything for five seconds, while leads come at ten a second. */
function whileDown() {
  return withBridge(async (facts) => {
    await toStandIn(facts, "PATCH", "switches", { speed: 1 } satisfies SwitchChanges);
    const down: FaultScript = { count: "always", commit: "never", reply: { status: 503 } };
    let endedAt = 0;
    const outage = pause(downAfterMs)
      .then(() => toStandIn(facts, "POST", "faults", down))
      .then(() => pause(downMs))
      .then(async () => {
        endedAt = Date.now();
        await toStandIn(facts, "DELETE", "faults");
      });
    await sendEvery(facts, 100);
    await outage;
    const rings = await ringsOf(facts);
    return {
      called: rings.length,
      notCalled: leads - rings.length,
      lastCalledAfterItsEndSeconds: secondsTo(endedAt, rings),
    };
  });
}

/** A pause holds many leads: what a minute's tick takes, and how soon they go when it ends. */
async function whilePaused() {
  const counting = await startCountingEngine();
  const { engine, units } = counting;
  const bridge = await forkBridge(new URL("./bridge-process.ts", import.meta.url), { DYNAMODB_ENDPOINT: counting.url });
  const table = await tableOf(engine);
  const gate: Gate = { on: gateOn.everything, reason: "paused", closedAt: new Date().toISOString(), tries: 0 };
  const key = toItem(gateKey(gate.on), "gate", gate);
  await askEngine(engine, "PutItem", { TableName: table, Item: key });
  await sendAtOnce(bridge.facts, held, 20);
  const isHeld = () => countHeld(engine, table);
  await until("the pause holds every lead", isHeld, (count) => count >= held);
  const ticks = [];
  // The first one may still find leads that came a moment ago.
  for (let tick = 0; tick < 3; tick += 1) {
    const before = { ...units };
    const startedAt = performance.now();
    await askOwnApi(bridge.facts, "tick", { method: "POST", timeoutMs: 120_000 });
    const seconds = round((performance.now() - startedAt) / 1000);
    const since = { write: round(units.write - before.write), read: round(units.read - before.read) };
    ticks.push({ seconds, writeUnits: since.write, readUnits: since.read, requests: units.requests - before.requests });
  }
  await bridge.end();
  await counting.stop();
  return { ticks };
}

async function withBridge<T>(measure: (facts: BridgeFacts) => Promise<T>): Promise<T> {
  const bridge = await forkBridge(new URL("./bridge-process.ts", import.meta.url));
  try {
    return await measure(bridge.facts);
  } finally {
    await bridge.end();
  }
}

async function sendEvery(facts: BridgeFacts, gapMs: number): Promise<void> {
  const startedAt = Date.now();
  const posts: Promise<void>[] = [];
  for (let index = 0; index < leads; index += 1) {
    await pause(Math.max(0, startedAt + index * gapMs - Date.now()));
    posts.push(post(facts, index));
  }
  await Promise.all(posts);
}

async function sendAtOnce(facts: BridgeFacts, count: number, concurrency: number): Promise<void> {
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < count; index = next++) await post(facts, index);
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
}

async function post(facts: BridgeFacts, index: number): Promise<void> {
  const status = await postLead(facts, leadOf(index));
  if (status !== 200) throw new Error(`Lead ${index} (${phoneOf(index)}) was answered ${status}`);
}

/** When each lead was called that is called by itself. */
async function ringsOf(facts: BridgeFacts): Promise<readonly number[]> {
  const startedAt = Date.now();
  for (;;) {
    const rings = (await createdRings(facts)).map(({ at }) => at).sort((one, other) => one - other);
    const last = Math.max(startedAt, rings.at(-1) ?? 0);
    const now = Date.now();
    if (rings.length >= leads || now - last > quietMs || now - startedAt > patienceMs) return rings;
    await pause(1_000);
  }
}

function secondsTo(from: number, rings: readonly number[]): number {
  return round(((rings.at(-1) ?? from) - from) / 1000);
}

async function dialsOf(facts: BridgeFacts): Promise<number> {
  const requests = (await toStandIn(facts, "GET", "requests")) as { method: string; path: string }[];
  return requests.filter(({ method, path }) => method === "POST" && path === "/v1/calls").length;
}

async function toStandIn(
  { callingly }: BridgeFacts,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  what: string,
  body?: object,
): Promise<unknown> {
  const { status, text } = await ask(`${callingly.url}/_standin/${what}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    timeoutMs: askingMs,
  });
  if (status !== 200) throw new Error(`The stand-in refused ${method} ${what}: ${text}`);
  return JSON.parse(text);
}

async function countHeld(engine: Engine, table: string): Promise<number> {
  let count = 0;
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await askEngine<{ Count: number; LastEvaluatedKey?: typeof from }>(engine, "Scan", {
      TableName: table,
      Select: "COUNT",
      FilterExpression: "kind = :lead AND #state = :held",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":lead": { S: "lead" }, ":held": { S: "held" } },
      ...(from && { ExclusiveStartKey: from }),
    });
    count += page.Count;
    from = page.LastEvaluatedKey;
  } while (from);
  return count;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function toText({ busy, down, paused }: typeof result): string {
  const lines = [
    busy && [
      `Callingly takes ${perSecond} requests a second, ${leads} leads come in ${busyLeadsMs / 1000} s`,
      `  called          ${busy.called}, by ${busy.dials} dials`,
      `  the last one    ${busy.lastCalledAfterSeconds} s after the first came`,
    ],
    down && [
      `Callingly is down for ${downMs / 1000} s, ${leads} leads come at 10 a second`,
      `  called          ${down.called}; ${down.notCalled} are of unclear fate or still wait`,
      `  the last one    ${down.lastCalledAfterItsEndSeconds} s after its end`,
    ],
    paused && [
      `a pause holds ${held} leads; a tick takes`,
      ...paused.ticks.map(
        ({ seconds, writeUnits, readUnits, requests }) =>
          `  ${seconds} s, ${writeUnits} write units, ${readUnits} read units, ${requests} requests`,
      ),
    ],
  ];
  return lines.flatMap((block) => (block ? ["", ...block] : [])).join("\n");
}
