import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCountingEngine } from "../../../bench/counting-engine.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { changeLead } from "../../../lambda/store/change.ts";
import { dynamoStore } from "../../../lambda/store/dynamo.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Store } from "../../../lambda/store/store.ts";
import { tableBySdk } from "../../../lambda/store/table-by-sdk.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { leadsSince, newestLeads } from "../../../operator/leads/arrived.ts";
import { aLead, days, fromNoon, hours, minutes, noon, seconds } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";
import { bridgeTable } from "../../fakes/table.ts";
import { aStage } from "../stage.ts";

const idsOf = (leads: readonly { id: string }[]) => leads.map(({ id }) => id);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** @param came how long before noon, the newest first */
async function withLeads(came: readonly number[], store: Store = memoryStore()) {
  const leads = came.map((ms) => aLead({}, { at: fromNoon(-ms) }));
  for (const lead of leads) await store.leads.add(lead);
  return { leads, stage: aStage({ store, now: noon }) };
}

describe("leads by when they came", () => {
  it("shows the newest of all, page by page, over days without any", async () => {
    const { leads, stage } = await withLeads([1, 2, 2 * days, 40 * days, 41 * days, 300 * days]);
    const shown: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await newestLeads(stage, { limit: 2, after });
      shown.push(...idsOf(page.leads));
      // Nothing is missing since the moment that the page names.
      const since = leads.filter(({ receivedAt }) => receivedAt > page.backTo.toISOString());
      expect(shown).toEqual(expect.arrayContaining(idsOf(since)));
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect(shown).toEqual(idsOf(leads));
    expect(pages).toBeGreaterThan(3);
  });

  it("says how many were read for those that fit, and where it left off", async () => {
    const { leads, stage } = await withLeads(range(30).map((index) => index * minutes));
    const rare = leads[25] as Lead;
    await changeLead(stage.store.leads, rare, (current) => states.held(current, "stale", noon, { for: "person" }));
    const filter = { states: ["held" as const] };
    const part = await newestLeads(stage, { filter, reads: 20 });
    expect(part).toMatchObject({ leads: [], read: 20, backTo: fromNoon(-19 * minutes) });
    const rest = await newestLeads(stage, { filter, after: part.next });
    expect(idsOf(rest.leads)).toEqual([rare.id]);
    expect(rest.read).toBe(10);
  });

  it("goes on after the last one that was shown, where more were read than fitted on the page", async () => {
    const { leads, stage } = await withLeads(range(10).map((index) => index * seconds));
    const filter = { source: "website" };
    const first = await newestLeads(stage, { filter, limit: 4 });
    const second = await newestLeads(stage, { filter, limit: 10, after: first.next });
    expect([...idsOf(first.leads), ...idsOf(second.leads)]).toEqual(idsOf(leads));
  });

  it("stays between the moments that were asked for", async () => {
    const { leads, stage } = await withLeads([1 * hours, 2 * hours, 26 * hours, 50 * hours]);
    const page = await newestLeads(stage, {
      filter: { since: fromNoon(-27 * hours) },
      before: fromNoon(-90 * minutes),
    });
    expect(idsOf(page.leads)).toEqual(idsOf(leads.slice(1, 3)));
    expect(page.next).toBeUndefined();
  });

  it("refuses a place that no page named", async () => {
    const { stage } = await withLeads([]);
    await expect(newestLeads(stage, { after: "page 2" })).rejects.toThrow(Problem);
  });

  it("tells who looks again what is new, also what came late into the index, and nothing twice", async () => {
    const { leads, stage } = await withLeads([1 * seconds, 20 * seconds, 5 * minutes]);
    const [newest, late] = leads;
    const first = await leadsSince(stage, fromNoon(-10 * seconds), new Set([newest?.id ?? ""]));
    expect(idsOf(first.leads)).toEqual([late?.id]);
    expect((await leadsSince(stage, noon, new Set(idsOf(leads)))).leads).toEqual([]);
  });
});

describe("leads index-old", () => {
  it("says before what it costs to put old leads into the index, and does nothing without a yes", async () => {
    const operator = anOperator();
    await operator.add(aLead());
    const { questions, text, code } = await operator.run("leads index-old", { answers: [false] });
    expect(questions.join()).toMatch(/read units.*write units.*\$\d+\.\d\d at most\. Nobody is called/s);
    expect([text, code]).toEqual(["Nothing was changed.", 1]);
    expect(await operator.json("leads index-old --yes")).toEqual({ indexed: 0 });
  });
});

describe("what the index of arrivals costs", () => {
  let engine: Awaited<ReturnType<typeof startCountingEngine>>;
  let db: DynamoDBClient;

  beforeAll(async () => {
    engine = await startCountingEngine();
    db = engine.client;
    await db.send(new CreateTableCommand(bridgeTable("costs")));
  });

  afterAll(() => engine.stop());

  it("a lead's life costs one write unit in the index of arrivals, and a page of fifty one question each", async () => {
    const store = dynamoStore("costs", tableBySdk(db));
    const { leads, stage } = await withLeads(
      range(60).map((index) => index * seconds),
      store,
    );
    for (const lead of leads.slice(0, 10)) {
      await changeLead(store.leads, lead, (current) => states.claimed(current, "dial", 1, noon));
      await changeLead(store.leads, lead.id, (current) => states.leaseOver(current, fromNoon(5 * minutes)));
    }
    expect(engine.units.of["arrived-1"]?.write).toBe(leads.length);
    const before = engine.units.requests;
    const read = engine.units.read;
    expect((await newestLeads(stage)).leads).toHaveLength(50);
    expect(engine.units.requests - before).toBe(2);
    expect(engine.units.read - read).toBeLessThanOrEqual(26 + 1);
  });
});
