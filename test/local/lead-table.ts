import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Lead, LeadSchema } from "../../lambda/lead/lead.ts";

/** What a person would find who looks into the table of a bridge that runs on this machine. */

export interface EngineProcess {
  readonly pid: number;
  readonly command: string;
}

export const engineOf = (folder: string): EngineProcess =>
  JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")).engine;

/** @param folder what the bridge was given as `--data` */
export async function leadsIn(folder: string): Promise<Lead[]> {
  const client = clientOf(/--port (\d+)/.exec(engineOf(folder).command)?.[1] ?? "");
  const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}));
  const leads: Lead[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    const items = Items.map((item) => unmarshall(item)).filter(({ kind }) => kind === "lead");
    leads.push(...items.map((item) => z.parse(LeadSchema, item)));
  }
  return leads;
}

const clients = new Map<string, DynamoDBClient>();

/** One for each engine: tests that wait look often, and a client takes longer to make than to use. */
function clientOf(port: string): DynamoDBClient {
  const client =
    clients.get(port) ??
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
  clients.set(port, client);
  return client;
}
