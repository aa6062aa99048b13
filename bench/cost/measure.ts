import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { timing } from "../../lambda/lead/timing.ts";
import { synthesise } from "../../lib/synthesise.ts";
import type { Engine } from "../../local/engine/engine.ts";
import { askEngine } from "../ask-engine.ts";
import { startCountingEngine, type Units } from "../counting-engine.ts";
import { type BridgeFacts, forkBridge, leadOf, postLead, setSpeed, untilReported } from "../drive.ts";
import type { Seen } from "./bridge-process.ts";
import { type BilledTemplate, type Counted, countTemplate } from "./count-template.ts";
import type { Measured, Shares } from "./measured.ts";

export interface MeasureOptions {
  readonly leads: number;
  /** Minutes in which nothing is sent. */
  readonly idleMinutes: number;
  /** Processes that import each bundle. */
  readonly imports: number;
  readonly say: (text: string) => void;
}

/** One at a time, and not faster than an account may dial: most leads come alone. */
const betweenLeadsMs = 1_500;
/** Calls go so many times faster than life. They tell the same, only sooner. */
const speed = 10;
const minuteMs = 60_000;
/** Until recording and transcript of the last call were asked for, which the minute's tick does, and have been written. */
const settlingMs = timing.lateParts[0] + 1.5 * minuteMs;

/** What leads take, what a minute without any takes, and what stands in the template. */
export async function measure({ leads, idleMinutes, imports, say }: MeasureOptions): Promise<Measured> {
  say("Importing each function …");
  const importMs = await timeImports(imports);
  const template = await countStack();
  const engine = await startCountingEngine();
  const bridge = await forkBridge<Seen>(new URL("./bridge-process.ts", import.meta.url), {
    DYNAMODB_ENDPOINT: engine.url,
  });
  const take = async (): Promise<Taken> => ({ units: structuredClone(engine.units), seen: await bridge.asked() });

  // First of all, as what leads set off goes on for an hour, though only for those without a transcript.
  say(`Doing nothing for ${idleMinutes} minutes …`);
  const atFirst = await take();
  await pause(idleMinutes * minuteMs);
  const before = await take();
  say(`Sending ${leads} leads, one every ${betweenLeadsMs / 1000} s …`);
  await setSpeed(bridge.facts, speed);
  await sendAll(bridge.facts, leads);
  const load = rounded(loadavg()[0] ?? 0);
  say(`Waiting ${settlingMs / minuteMs} minutes for recordings and transcripts …`);
  await pause(settlingMs);
  const after = await take();

  const storedBytes = await bytesIn(engine.engine);
  await bridge.end();
  await engine.stop();

  const perTick = shares(atFirst, before, ticksIn(atFirst, before));
  return {
    on: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`,
    load,
    leads,
    ticks: ticksIn(atFirst, before),
    perLead: shares(before, after, leads, { each: perTick, count: ticksIn(before, after) }),
    perTick,
    storedBytesPerLead: Math.round(storedBytes / leads),
    importMs,
    template,
  };
}

/** What the stack of bridge.config.ts has, as it would be deployed without further settings. */
export async function countStack(): Promise<Counted> {
  const dir = await mkdtemp(join(tmpdir(), "callingly-bridge-cost-"));
  try {
    const { stack } = await synthesise({
      outdir: join(dir, "assembly"),
      bundleDir: join(dir, "functions"),
      validation: false,
    });
    return countTemplate(stack.template as BilledTemplate);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function sendAll(facts: BridgeFacts, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const status = await postLead(facts, leadOf(index));
    if (status !== 200) throw new Error(`Lead ${index} was answered ${status}`);
    await pause(betweenLeadsMs);
  }
  await untilReported(facts, count);
}

async function timeImports(runs: number): Promise<Record<string, number>> {
  const script = join(import.meta.dirname, "../cold.ts");
  const args = ["--import", "tsx", script, "--json", "--runs", String(runs)];
  const { functions } = JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as {
    functions: Record<string, { ms: number }>;
  };
  return Object.fromEntries(Object.entries(functions).map(([name, { ms }]) => [inPascalCase(name), ms]));
}

/** `accept-lead` is called `AcceptLead` in the template. */
const inPascalCase = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

// ── what was taken between two moments ──────────────────────────────────────────────────────────────────────────

interface Taken {
  readonly units: Units;
  readonly seen: Seen;
}

/** Nothing but the clock wakes reconcile. */
const ticksIn = (from: Taken, to: Taken): number =>
  (to.seen.functions.Reconcile?.invocations ?? 0) - (from.seen.functions.Reconcile?.invocations ?? 0);

/** What each of so many things took. Ticks that fell between the two moments are taken off at their mean. */
function shares(from: Taken, to: Taken, count: number, ticks?: { each: Shares; count: number }): Shares {
  if (count === 0) throw new Error("Nothing to divide by: let it measure for longer");
  const share = (later: number, earlier = 0, perTick = 0) =>
    rounded(Math.max(later - earlier - (ticks?.count ?? 0) * perTick, 0) / count);
  const { each } = ticks ?? {};
  const ofFunction = (name: string) => {
    const [now, then] = [to.seen.functions[name], from.seen.functions[name]];
    const tick = each?.functions[name];
    const invocations = share(now?.invocations ?? 0, then?.invocations, tick?.invocations);
    const ms = share(now?.milliseconds ?? 0, then?.milliseconds, (tick?.invocations ?? 0) * (tick?.ms ?? 0));
    return { invocations, ms: invocations === 0 ? 0 : rounded(ms / invocations) };
  };
  const logs = (key: "logBytes" | "logLines", { seen }: Taken) =>
    Object.values(seen.functions).reduce((total, fn) => total + fn[key], 0);
  const requests = (name: keyof Seen["requests"]) =>
    share(to.seen.requests[name], from.seen.requests[name], each?.requests[name]);
  return {
    units: Object.fromEntries(
      Object.entries(to.units.of).map(([part, { read, write }]) => [
        part,
        {
          read: share(read, from.units.of[part]?.read, each?.units[part]?.read),
          write: share(write, from.units.of[part]?.write, each?.units[part]?.write),
        },
      ]),
    ),
    tableRequests: share(to.units.requests, from.units.requests, each?.tableRequests),
    functions: Object.fromEntries(Object.keys(to.seen.functions).map((name) => [name, ofFunction(name)])),
    logBytes: Math.round(share(logs("logBytes", to), logs("logBytes", from), each?.logBytes)),
    logLines: share(logs("logLines", to), logs("logLines", from), each?.logLines),
    requests: {
      door: requests("door"),
      callingly: requests("callingly"),
      crm: requests("crm"),
      secrets: requests("secrets"),
    },
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

// ── how much lies in the table ──────────────────────────────────────────────────────────────────────────────────

type Item = Record<string, AttributeValue>;

async function bytesIn(engine: Engine): Promise<number> {
  const { TableNames = [] } = await askEngine<{ TableNames?: string[] }>(engine, "ListTables", {});
  let bytes = 0;
  for (const TableName of TableNames) {
    let from: Item | undefined;
    do {
      const page = await askEngine<{ Items: Item[]; LastEvaluatedKey?: Item }>(engine, "Scan", {
        TableName,
        ...(from && { ExclusiveStartKey: from }),
      });
      // DynamoDB counts 100 bytes more for each item that it stores.
      bytes += page.Items.reduce((total, item) => total + 100 + sizeOfMap(item), 0);
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return bytes;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf({ S, N, M, L, B, SS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (M !== undefined) return 3 + Object.keys(M).length + sizeOfMap(M);
  if (L !== undefined) return 3 + L.reduce((total, each) => total + 1 + sizeOf(each), 0);
  if (SS !== undefined) return SS.reduce((total, each) => total + Buffer.byteLength(each), 0);
  // As the engine's JSON has it, in base64.
  if (B !== undefined) return Math.ceil((String(B).length * 3) / 4);
  return 1;
}

const sizeOfMap = (map: Item): number =>
  Object.entries(map).reduce((total, [name, value]) => total + Buffer.byteLength(name) + sizeOf(value), 0);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
