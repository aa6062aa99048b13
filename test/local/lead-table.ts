import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Lead } from "../../lambda/lead/lead.ts";
import { itemToLead } from "../../lambda/store/items/leads-and-calls.ts";
import { localCredentials } from "../../local/session-token.ts";
import { describeLocal } from "../../operator/stage/local.ts";
import type { SpawnedBridge } from "./spawn-bridge.ts";

/** What a person would find who looks into the table of a bridge that runs on this machine. */

export interface EngineProcess {
  readonly pid: number;
  readonly command: string;
}

export const engineOf = (folder: string): EngineProcess =>
  JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")).engine;

export async function leadsIn({ crm }: Pick<SpawnedBridge, "crm">): Promise<Lead[]> {
  const client = await clientOf(crm.url);
  const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}));
  const leads: Lead[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    leads.push(...Items.filter(({ kind }) => kind?.S === "lead").map(itemToLead));
  }
  return leads;
}

const clients = new Map<string, DynamoDBClient>();

/** One for each engine: tests that wait look often, and a client takes longer to make than to use. */
async function clientOf(demoUrl: string): Promise<DynamoDBClient> {
  const known = clients.get(demoUrl);
  if (known) return known;
  const { endpoints } = await describeLocal(demoUrl);
  const { dynamo: endpoint = "", sessionToken = "" } = endpoints ?? {};
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials: localCredentials(sessionToken) });
  clients.set(demoUrl, client);
  return client;
}
