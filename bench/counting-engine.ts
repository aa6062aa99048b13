import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { isForeign } from "../lib/program/own-pages.ts";
import { type Engine, startEngine } from "../local/engine/engine.ts";
import { localCredentials } from "../local/session-token.ts";

/** What requests to the table cost, in DynamoDB's units. */
export interface Units {
  read: number;
  write: number;
  requests: number;
  /** The same units apart: those of the table itself, and of each index by its name. */
  readonly of: Record<string, { read: number; write: number }>;
}

const reads = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);

/**
 * An engine behind a server that asks it, for each request, what DynamoDB would charge. A write whose condition failed
 * is charged as well, yet its answer does not tell how much: it counts as one unit, right for items up to 1 kB.
 */
export async function startCountingEngine() {
  const engine = await startEngine();
  const door = await countingDoor(engine);
  const credentials = localCredentials(engine.sessionToken);
  const client = new DynamoDBClient({ endpoint: door.url, region: "us-east-1", credentials });
  return {
    url: door.url,
    /** What it asks is counted. */
    client,
    /** The engine itself, where nothing is counted. */
    engine,
    units: door.units,
    async stop() {
      client.destroy();
      await door.stop();
      await engine.stop();
    },
  };
}

/** One of several doors to an engine, each with counts of its own. */
export async function countingDoor(engine: Pick<Engine, "url" | "sessionToken">) {
  const units: Units = { read: 0, write: 0, requests: 0, of: {} };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isForeign(request)) return void response.writeHead(403).end();
    const operation = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    const isCounted = reads.has(operation) || writes.has(operation);
    const body = await textOf(request);
    const { host: _host, "content-length": _length, connection: _connection, ...headers } = request.headers;
    const answered = await fetch(engine.url, {
      method: "POST",
      // A client sends the token of the engine that it takes this for.
      headers: { ...(headers as Record<string, string>), "x-amz-security-token": engine.sessionToken },
      body: isCounted ? JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: "INDEXES" }) : body,
    });
    const text = await answered.text();
    if (isCounted) note(units, reads.has(operation) ? "read" : "write", answered.ok ? chargedIn(text) : { table: 1 });
    response.writeHead(answered.status, { "content-type": "application/x-amz-json-1.0" }).end(text);
  };
  // What is asked while the engine ends gets no answer.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    units,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function note(units: Units, kind: "read" | "write", charged: Readonly<Record<string, number>>): void {
  units.requests += 1;
  for (const [part, count] of Object.entries(charged)) {
    units[kind] += count;
    units.of[part] ??= { read: 0, write: 0 };
    units.of[part][kind] += count;
  }
}

interface Charged {
  readonly CapacityUnits?: number;
}

interface Consumed {
  readonly Table?: Charged;
  readonly GlobalSecondaryIndexes?: Record<string, Charged>;
}

/** A batch says it for each of its tables. */
function chargedIn(answer: string): Record<string, number> {
  const { ConsumedCapacity = [] } = JSON.parse(answer) as { ConsumedCapacity?: Consumed | Consumed[] };
  const charged: Record<string, number> = { table: 0 };
  for (const { Table = {}, GlobalSecondaryIndexes } of [ConsumedCapacity].flat())
    for (const [part, { CapacityUnits = 0 }] of Object.entries({ table: Table, ...GlobalSecondaryIndexes }))
      charged[part] = (charged[part] ?? 0) + CapacityUnits;
  return charged;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
