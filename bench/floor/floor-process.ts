import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { isForeign } from "../../lib/program/own-pages.ts";
import { type Engine, startEngine } from "../../local/engine/engine.ts";
import { localCredentials } from "../../local/session-token.ts";
import { ask } from "../../stand-ins/kit/ask.ts";
import { askingMs } from "../drive.ts";

/**
 * The least that a bridge can do, and none of what makes it one: a bare HTTP server, one put on the condition that the
 * lead is new, through AWS's own client, and then the call.
 */

const { CALLINGLY_BASE_URL = "", CALLINGLY_API_KEY = "", CALLINGLY_TEAM = "" } = process.env;
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const TableName = "floor";

interface Lead {
  readonly id: string;
  readonly phone: string;
  readonly first_name: string;
}

async function openTable({ url, sessionToken }: Engine): Promise<DynamoDBClient> {
  const credentials = localCredentials(sessionToken);
  const client = new DynamoDBClient({ endpoint: url, region: "us-east-1", credentials });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    }),
  );
  return client;
}

async function isNew(client: DynamoDBClient, lead: Lead): Promise<boolean> {
  const put = { TableName, Item: marshall({ pk: lead.id, ...lead }), ConditionExpression: "attribute_not_exists(pk)" };
  try {
    await client.send(new PutItemCommand(put));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function dial({ phone, first_name }: Lead): Promise<void> {
  const { status, text } = await ask(`${CALLINGLY_BASE_URL}/v1/calls`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${CALLINGLY_API_KEY}` },
    body: JSON.stringify({ phone_number: phone, fname: first_name, team_id: Number(CALLINGLY_TEAM) }),
    timeoutMs: askingMs,
  });
  if (status >= 300) throw new Error(`Callingly answered ${status}: ${text}`);
}

const answering =
  (client: DynamoDBClient): RequestListener =>
  async (request, response) => {
    if (isForeign(request)) return void response.writeHead(403).end();
    const lead = (await json(request)) as Lead;
    const dials = await isNew(client, lead);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    if (dials) await dial(lead);
  };

const engine = await startEngine();
const server = createServer(answering(await openTable(engine)));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
process.once("disconnect", () => void engine.stop().finally(() => process.exit(0)));
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
