import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { startEngine } from "../local/engine/engine.ts";

/** What requests to the table cost, in DynamoDB's units. */
export interface Units {
  read: number;
  write: number;
}

const reads = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);

/**
 * An engine behind a server that asks it, for each request, what DynamoDB would charge. A write whose condition failed
 * is charged as well, yet its answer does not tell how much: it counts as one unit, right for items up to 1 kB.
 */
export async function startCountingEngine() {
  const engine = await startEngine();
  const units: Units = { read: 0, write: 0 };
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    const isCounted = reads.has(operation) || writes.has(operation);
    const body = await textOf(request);
    const { host: _host, "content-length": _length, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(engine.url, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: isCounted ? JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: "TOTAL" }) : body,
    });
    const text = await answer.text();
    if (isCounted) units[reads.has(operation) ? "read" : "write"] += answer.ok ? chargedIn(text) : 1;
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    units,
    async stop() {
      server.close();
      server.closeAllConnections();
      await engine.stop();
    },
  };
}

function chargedIn(answer: string): number {
  const { ConsumedCapacity } = JSON.parse(answer) as { ConsumedCapacity?: { CapacityUnits?: number } };
  return ConsumedCapacity?.CapacityUnits ?? 0;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
