import { CreateTableCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timing } from "../../../lambda/lead/timing.ts";
import { dynamoStore } from "../../../lambda/store/dynamo.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { shardsOf } from "../../../lambda/store/places.ts";
import type { QuotaStore } from "../../../lambda/store/store.ts";
import { table } from "../../../lambda/store/table.ts";
import { tableBySdk } from "../../../lambda/store/table-by-sdk.ts";
import { anEngine, type Engine } from "../../fakes/engine.ts";
import { hours, noon } from "../../fakes/leads.ts";
import { bridgeTable } from "../../fakes/table.ts";
import { noting, type TableRequest } from "../../fakes/table-requests.ts";

let engine: Engine;
let db: Engine["db"];

beforeAll(async () => {
  engine = await anEngine();
  db = engine.db;
});

afterAll(() => engine.stop());

const quota = { of: "source/website", at: noon, windowMs: hours, limit: 200 };
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const leads = (count: number, from = 0) => range(count).map((index) => `lead-${from + index}`);
const taking = (quotas: QuotaStore, who: readonly string[], about = quota) =>
  Promise.all(who.map((each) => quotas.take({ ...about, who: each })));

/** Two workers at one table. */
const workers: Record<string, () => Promise<readonly [QuotaStore, QuotaStore]>> = {
  memory: async () => {
    const { quotas } = memoryStore();
    return [quotas, quotas];
  },
  "the DynamoDB engine": async () => {
    await db.send(new CreateTableCommand(bridgeTable("places")));
    return [dynamoStore("places", tableBySdk(db)).quotas, dynamoStore("places", tableBySdk(db)).quotas];
  },
};

describe("the places of a quota", () => {
  it("lie in items of less than a kilobyte, whatever the limit", () => {
    const visitor = "v".repeat(22);
    for (const limit of [1, 10, 90, 91, 500, 2_000]) {
      const shards = shardsOf({ ...quota, of: `visitor/${"s".repeat(40)}/${visitor}`, limit, who: "a" });
      expect(shards.reduce((total, { places }) => total + places, 0)).toBe(limit);
      for (const { key, places } of shards) {
        const names = [table.partitionKey, table.sortKey, table.kind, table.expiry, "who"].join("");
        // DynamoDB's rules: the text itself, a number's digits by twos, three bytes and one for each element of a set.
        const about = Buffer.byteLength(`${names}${key.pk}${key.sk}quota`) + 7 + 3;
        expect(about + places * (8 + 1)).toBeLessThan(1024);
      }
    }
  });

  it.each(Object.entries(workers))(
    "F92: are taken to the last and not beyond, by many workers at once, in %s",
    async (_, open) => {
      const [one, other] = await open();
      const all = leads(300);
      const answers = (await Promise.all([taking(one, all.slice(0, 150)), taking(other, all.slice(150))])).flat();
      expect(answers.filter(Boolean)).toHaveLength(200);
      // Whoever lost the answer asks again, any worker, and meets the same.
      expect(await taking(other, all)).toEqual(answers);
      expect(await taking(one, all.toReversed())).toEqual(answers.toReversed());
      // What an operator adds within the hour is there at once.
      const later = await taking(one, leads(80, 300), { ...quota, limit: 260 });
      expect(later.filter(Boolean)).toHaveLength(60);
    },
  );

  it("cost a lead of a flood nothing once its worker has seen that all are taken", async () => {
    const sent: TableRequest[] = [];
    await db.send(new CreateTableCommand(bridgeTable("flood")));
    const { quotas } = dynamoStore("flood", noting(tableBySdk(db), sent));
    await taking(quotas, leads(201));
    const before = sent.length;
    expect(new Set(await taking(quotas, leads(1_000, 201)))).toEqual(new Set([false]));
    expect(sent).toHaveLength(before);
  });

  it("are kept under a part of a fingerprint, which names nobody", async () => {
    await db.send(new CreateTableCommand(bridgeTable("names")));
    await dynamoStore("names", tableBySdk(db)).quotas.take({ ...quota, limit: 1, who: "lead-1" });
    const [shard] = shardsOf({ ...quota, limit: 1, who: "lead-1" });
    const { Item } = await db.send(new GetItemCommand({ TableName: "names", Key: marshall(shard?.key ?? {}) }));
    expect(Item?.who?.SS).toEqual([expect.stringMatching(/^[\w-]{8}$/)]);
  });

  it("are remembered as long as a lead of the window may wait for the time that it asked for", async () => {
    await db.send(new CreateTableCommand(bridgeTable("asked")));
    const taken = { ...quota, limit: 1, who: "lead-1" };
    await dynamoStore("asked", tableBySdk(db), () => noon).quotas.take(taken);
    const [shard] = shardsOf(taken);
    const { Item } = await db.send(new GetItemCommand({ TableName: "asked", Key: marshall(shard?.key ?? {}) }));
    expect(Number(Item?.expiresAt?.N) * 1000).toBeGreaterThan(noon.getTime() + timing.longestAsked);
  });
});
