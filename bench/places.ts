import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { timing } from "../lambda/lead/timing.ts";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import { table } from "../lambda/store/table.ts";
import { tableBySdk } from "../lambda/store/table-by-sdk.ts";
import { startCountingEngine } from "./counting-engine.ts";

/** What the limits of a public form cost in an hour that has as many leads as its limit lets through. */

export interface PlacesMeasured {
  readonly leads: number;
  /** Write units of a lead for the form's own limit, the last leads and their full shards among them. */
  readonly perHour: number;
  /** Write units of a lead for the limit of its visitor. */
  readonly perVisitor: number;
}

/** Functions that run side by side, each with a memory of its own. */
const WORKERS = 4;
const AT_A_TIME = 8;
const OF_A_VISITOR = 10;

/** @param leads of the hour, and the limit */
export async function measurePlaces(leads = 2_000): Promise<PlacesMeasured> {
  const engine = await startCountingEngine();
  const { client } = engine;
  try {
    await client.send(new CreateTableCommand(keysOnly));
    const workers = Array.from({ length: WORKERS }, () => dynamoStore(keysOnly.TableName, tableBySdk(client)).quotas);
    const unitsOf = async (of: (lead: number) => string, limit: number) => {
      const before = engine.units.write;
      let next = 0;
      const work = async (_: unknown, index: number) => {
        const quotas = workers[index % WORKERS];
        for (let lead = next++; lead < leads; lead = next++) {
          const quota = { of: of(lead), at: new Date(), windowMs: 24 * timing.hour, limit, who: `lead-${lead}` };
          if (!(await quotas?.take(quota))) throw new Error(`Lead ${lead} found no place`);
        }
      };
      await Promise.all(Array.from({ length: WORKERS * AT_A_TIME }, work));
      return Math.round(((engine.units.write - before) / leads) * 1_000) / 1_000;
    };
    return {
      leads,
      perHour: await unitsOf(() => "source/website", leads),
      perVisitor: await unitsOf((lead) => `visitor/website/visitor-${Math.floor(lead / OF_A_VISITOR)}`, OF_A_VISITOR),
    };
  } finally {
    await engine.stop();
  }
}

const keysOnly = {
  TableName: "places",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [
    { AttributeName: table.partitionKey, KeyType: "HASH" },
    { AttributeName: table.sortKey, KeyType: "RANGE" },
  ],
  AttributeDefinitions: [table.partitionKey, table.sortKey].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S" as const,
  })),
} as const satisfies CreateTableCommand["input"];
