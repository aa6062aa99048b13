import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import { type LocalStage, LocalStageSchema, sessionHeader } from "../lib/local-stage.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { isForeign } from "../lib/program/own-pages.ts";
import { localCredentials } from "../local/session-token.ts";
import { countingDoor, startCountingEngine } from "./counting-engine.ts";
import { type BridgeProcess, forkBridge, postLead, until } from "./drive.ts";
import { runCommand, type Taken } from "./lists/command.ts";
import { heldLead, putCopies } from "./lists/copies.ts";

/**
 * `npm run bench:lists`: what the lists of an operator cost while very many leads wait, which is when they are needed.
 * Each command runs as a person starts it, on the bridge of this machine; only what it asks the table is counted.
 */

const { leads, json } = new Command("npm run bench:lists --")
  .description("Measures leads list, doctor and the other lists while many leads wait.")
  .option("--leads <count>", "how many leads wait", Number, 100_000)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ leads: number; json?: true }>();

interface Limits {
  readonly seconds: number;
  readonly requests?: number;
  readonly mb?: number;
}

const forList: Limits = { seconds: 5, requests: 150, mb: 250 };
const commands: readonly { readonly line: string; readonly limits?: Limits }[] = [
  { line: "leads list --limit 50", limits: forList },
  { line: "leads list --reason paused --limit 50", limits: forList },
  { line: "leads list --source nobody --limit 50" },
  { line: "results list" },
  { line: "replay" },
  { line: "doctor", limits: { seconds: 10 } },
];

interface Measured extends Omit<Taken, "printed"> {
  readonly command: string;
  readonly requests: number;
  readonly readUnits: number;
  /** Undefined where there is no limit. */
  readonly within?: boolean;
}

endWithNpm();
const folder = await mkdtemp(join(tmpdir(), "bench-lists-"));
const engine = await startCountingEngine();
const bridge = await forkBridge<NodeJS.CpuUsage>(new URL("./bridge-process.ts", import.meta.url), {
  DYNAMODB_ENDPOINT: engine.url,
});
try {
  const stage = await stageOf(bridge.facts.crm.url);
  await fill(stage);
  const door = await countingDoor(engine.engine);
  const page = await pageWith({ ...stage, endpoints: { ...stage.endpoints, dynamo: door.url } });
  const measured: Measured[] = [];
  for (const { line, limits } of commands) {
    const before = { ...door.units };
    const where = ["--local", `http://127.0.0.1:${(page.address() as AddressInfo).port}`, "--json"];
    const { printed, ...taken } = await runCommand([...line.split(" "), ...where], folder);
    const requests = door.units.requests - before.requests;
    const readUnits = door.units.read - before.read;
    if (printed === "") throw new Error(`${line} printed nothing`);
    measured.push({
      command: line,
      ...taken,
      requests,
      readUnits,
      ...(limits && { within: isWithin({ ...taken, requests }, limits) }),
    });
  }
  page.close();
  await door.stop();
  report(measured);
} finally {
  await bridge.end();
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}

async function stageOf(demoUrl: string): Promise<LocalStage> {
  return LocalStageSchema.parse(await (await fetch(new URL("/api/stage", demoUrl))).json());
}

async function fill({ tableName }: LocalStage): Promise<void> {
  const { url, sessionToken } = engine.engine;
  const client = new DynamoDBClient({
    endpoint: url,
    region: "us-east-1",
    credentials: localCredentials(sessionToken),
  });
  // Nobody's number, so that an operator has to decide.
  await postLead(bridge.facts, { phone: "12" });
  const found = await until(
    "a lead is held",
    () => heldLead(client, tableName),
    (lead) => lead !== undefined,
  );
  if (found) await putCopies(client, tableName, found, leads);
  client.destroy();
  await until(
    "the bridge has looked at all of them and rests",
    () => workOf(bridge),
    (seconds) => seconds < 0.1,
  );
}

/** Processor seconds within two seconds. */
async function workOf({ asked }: BridgeProcess<NodeJS.CpuUsage>): Promise<number> {
  const before = await asked();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const after = await asked();
  return (after.user + after.system - before.user - before.system) / 1e6;
}

/** The bridge's page as a command asks it, with a door to the table at which requests are counted. */
async function pageWith(stage: LocalStage): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (isForeign(request)) return void response.writeHead(403).end();
    if (request.url === "/api/stage") return void response.end(JSON.stringify(stage));
    const headers = { [sessionHeader]: String(request.headers[sessionHeader]) };
    const answer = await fetch(new URL(request.url ?? "/", bridge.facts.crm.url), { headers });
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function isWithin(taken: Limits, limits: Limits): boolean {
  return (Object.keys(limits) as (keyof Limits)[]).every((each) => (taken[each] ?? 0) <= (limits[each] ?? 0));
}

function report(measured: readonly Measured[]): void {
  if (measured.some(({ within }) => within === false)) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ leads, limits: { list: forList, doctor: 10 }, measured }));
    return;
  }
  console.log(`\n${leads} leads wait, half of them for an operator, half behind a pause\n`);
  console.log(`${"".padEnd(40)}   seconds  processor  requests  read units    memory`);
  for (const { command, seconds, cpuSeconds, requests, readUnits, mb, within } of measured) {
    const figures = [
      `${seconds.toFixed(1)} s`.padStart(10),
      `${cpuSeconds.toFixed(1)} s`.padStart(11),
      String(requests).padStart(10),
      readUnits.toFixed(0).padStart(12),
      `${mb.toFixed(0)} MB`.padStart(10),
    ];
    console.log(`${command.padEnd(40)}${figures.join("")}${within === false ? "  beyond its limit" : ""}`);
  }
}
