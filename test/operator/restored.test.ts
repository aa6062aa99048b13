import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lead } from "../../lambda/lead/lead.ts";
import { identifiersOf, printsOf } from "../../lambda/lead/privacy/suppression.ts";
import * as states from "../../lambda/lead/states.ts";
import { askForPhone } from "../../lambda/steps/dial-lead/take-phone.ts";
import { dynamoArchive } from "../../lambda/store/archive.ts";
import { dynamoStore } from "../../lambda/store/dynamo.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { tableBySdk } from "../../lambda/store/table-by-sdk.ts";
import { restoredCommand } from "../../operator/cli/commands/restored.ts";
import { type AnyTable, anyTable } from "../../operator/restored/table.ts";
import { aLog, someIds } from "../fakes/bridge.ts";
import { anEngine, type Engine } from "../fakes/engine.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../fakes/leads.ts";
import { aWord } from "../fakes/suppressions.ts";
import { bridgeTable } from "../fakes/table.ts";
import { bridge } from "./command-line.ts";
import { aStage } from "./stage.ts";

/** A table was restored to noon, under a name of its own; the stage still works on the one before. */

const seed = "a seed for tests";
const now = fromNoon(2 * hours);
const earlier = (draft: Parameters<typeof aLead>[0] = {}) => aLead(draft, { at: fromNoon(-minutes) });

function restoredTables({ broken = 0 }: { broken?: number } = {}) {
  const stores = { restored: memoryStore(), table: memoryStore() };
  const off = new Set(["point-in-time recovery", "stream of new images"]);
  let failures = broken;
  const tableNamed = (name: string): AnyTable => {
    const store = stores[name as keyof typeof stores];
    return {
      name,
      store: {
        ...store,
        leads: {
          ...store.leads,
          async save(next) {
            if (failures > 0 && next.restored) {
              failures -= 1;
              throw Object.assign(new Error("slow down"), { name: "ThrottlingException", $metadata: {} });
            }
            return store.leads.save(next);
          },
        },
      },
      archive: store.archive,
      off: async () => [...off].map((part) => ({ part, turnOn: async () => void off.delete(part) })),
      streamArn: async () =>
        off.has("stream of new images") ? undefined : "arn:aws:dynamodb:us-east-1:123456789012:table/restored/stream/1",
    };
  };
  const stage = {
    ...aStage({ store: stores.table, now }),
    suppressionSeeds: async () => [seed],
    sleep: async () => {},
  };
  const run = (more: string, answers?: readonly boolean[]) =>
    bridge(`--at 2026-06-15T12:00:00Z --table restored ${more}`.trim().split(" "), {
      stage,
      ...(answers && { answers }),
      program: (cli) => restoredCommand(cli, { tableNamed }),
    });
  const add = async (...leads: Lead[]) => {
    for (const lead of leads) await stores.restored.leads.add(lead);
  };
  const find = async ({ id }: Lead) => (await stores.restored.leads.find(id)) as Lead;
  return { stores, off, stage, run, add, find };
}

describe("bridge restored", () => {
  it("says what it would do, and changes nothing", async () => {
    const { run, add, find, off, stores } = restoredTables();
    const lead = earlier();
    await add(lead);
    const { code, out } = await run("--dry-run");
    expect(code).toBe(0);
    expect(out).toContain("A trial run; nothing was changed.");
    expect(out).toContain("point-in-time recovery is switched on");
    expect(out).toContain("1 lead that may have rung since: not rung again");
    expect(await find(lead)).toEqual(lead);
    expect(off.size).toBe(2);
    expect(stores.restored.allGates()).toEqual([]);
  });

  it("pauses the table, looks for what may have rung, switches on what a restore leaves off, and says what comes next", async () => {
    const { run, add, find, off, stores } = restoredTables();
    const [ready, forPerson] = [earlier(), states.held(earlier(), "stale", noon, { for: "person" }) as Lead];
    await add(ready, forPerson);
    const { code, out, questions } = await run("", [true]);
    expect(code).toBe(0);
    expect(questions[0]).toContain("Nobody is rung by this.");
    expect(await find(ready)).toMatchObject({ state: "unknown", reason: "restored", dueFor: "reconcile" });
    expect(await find(forPerson)).toMatchObject({ state: "held", reason: "stale" });
    expect(stores.restored.allGates()).toMatchObject([{ on: "everything", reason: "paused", by: "pat" }]);
    expect([...off]).toEqual([]);
    expect(out).toContain('restoredTable: { name: "restored", streamArn: "arn:aws:dynamodb:');
    expect(out).toContain("1 lead waits for a person, who may have decided since");
    expect(out).toContain("bridge resume");
  });

  it("changes nothing when the answer is no", async () => {
    const { run, add, find, off } = restoredTables();
    const lead = earlier();
    await add(lead);
    expect((await run("", [false])).code).toBe(1);
    expect(await find(lead)).toEqual(lead);
    expect(off.size).toBe(2);
  });

  it("keeps a lead that comes now from ringing the phone of one that may have rung", async () => {
    const { run, add, stage, stores, find } = restoredTables();
    const [first, again] = [earlier({ phone: "+12125550123" }), aLead({ phone: "+12125550123" }, { at: now })];
    await add(first);
    await run("--yes");
    await add(again);
    const deps = { bridge: stage.bridge, store: stores.restored, now: () => now, newId: someIds(), log: aLog() };
    expect(await askForPhone({ ...again, reason: "paused" }, "+12125550123", deps)).toBe("gone");
    expect(await find(again)).toMatchObject({ state: "merged", mergedInto: first.id });
  });

  it("goes on where it broke off, and finds nothing to do the third time", async () => {
    const { run, add, find, off } = restoredTables({ broken: 1 });
    const leads = [earlier(), earlier(), earlier()];
    await add(...leads);
    expect((await run("--yes")).code).toBe(2);
    expect((await run("--yes")).code).toBe(0);
    const settled = await Promise.all(leads.map(find));
    expect(settled.map(({ state, revision, ringsPossible }) => [state, revision, ringsPossible])).toEqual(
      Array(3).fill(["unknown", 2, 1]),
    );
    expect(off.size).toBe(0);
    // Decided since, by a person: that stands.
    const { out } = await run("--yes");
    expect(out).toContain("Nothing is left to do");
    expect(await Promise.all(leads.map(find))).toEqual(settled);
  });

  it("carries wishes to be forgotten over, and names who is to be forgotten again and who came since", async () => {
    const { run, add, stores } = restoredTables();
    const [gone, other] = [earlier({ email: "gone@example.com" }), earlier()];
    await add(gone, other);
    const since = aLead({}, { at: fromNoon(hours) });
    for (const lead of [other, since]) await stores.table.leads.add(lead);
    const [print] = printsOf(seed, { ...identifiersOf(gone), phones: [] });
    const wish = aWord({ print: print?.print ?? "", of: "email", way: "forgotten", scope: "account/main", by: "pat" });
    await stores.table.suppressions.add(wish);
    const said = (await run("--yes --json")).json();
    expect(said).toMatchObject({
      changed: true,
      suppressions_carried_over: 1,
      to_be_forgotten_again: [gone.id],
      only_in_the_old_table: [since.id],
      looked_for: expect.arrayContaining([gone.id, other.id]),
    });
    expect(await stores.restored.suppressions.about(wish.print)).toEqual([wish]);
    // The former table is only read.
    expect(stores.table.allLeads().map(({ restored }) => restored)).toEqual([undefined, undefined]);
  });

  it.each(["2h", "2026-06-15", "2026-06-15T12:00:00", "2027-01-01T00:00:00Z"])(
    "takes no moment that could be another: %s",
    async (at) => {
      const { stage } = restoredTables();
      const { code, notes } = await bridge(["--at", at, "--yes"], { stage, program: (cli) => restoredCommand(cli) });
      expect(code).toBe(2);
      expect(notes).toContain(`--at ${at}: `);
    },
  );
});

describe("a restored table in a real engine", () => {
  let engine: Engine;
  let db: Engine["db"];
  beforeAll(async () => {
    engine = await anEngine();
    db = engine.db;
  });
  afterAll(() => engine.stop());

  /** The engine backs nothing up, nor protects it. */
  const backups = new Set<string>();
  const withBackups = (): DynamoDBClient =>
    ({
      config: db.config,
      send: async (command: { constructor: { name: string }; input: { TableName: string } }) => {
        const { TableName, ...change } = command.input;
        const isOn = backups.has(TableName) ? "ENABLED" : "DISABLED";
        switch (command.constructor.name) {
          case "DescribeContinuousBackupsCommand":
            return {
              ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: isOn } },
            };
          case "UpdateContinuousBackupsCommand":
            return backups.add(TableName);
          case "UpdateTableCommand":
            if ("DeletionProtectionEnabled" in change) return {};
        }
        return db.send(command as never);
      },
    }) as unknown as DynamoDBClient;

  it("gets its stream, expiry and backups, and its leads are settled", async () => {
    await db.send(new CreateTableCommand(bridgeTable("restored-1")));
    const client = withBackups();
    const stage = { ...aStage({ now }), tableName: "restored-1", dynamo: client, sleep: async () => {} };
    const lead = earlier();
    await dynamoStore("restored-1", tableBySdk(db)).leads.add(lead);
    const off = await anyTable("restored-1", client, stage.sleep).off({ keepsData: true });
    expect(off.map(({ part }) => part)).toEqual([
      "point-in-time recovery",
      "expiry (expiresAt)",
      "deletion protection",
      "stream of new images",
    ]);
    const tableNamed = (name: string): AnyTable => ({
      ...anyTable(name, client, stage.sleep),
      store: dynamoStore(name, tableBySdk(db)),
      archive: dynamoArchive(name, db),
    });
    const { code } = await bridge(["--at", "2026-06-15T12:00:00Z", "--yes"], {
      stage,
      program: (cli) => restoredCommand(cli, { tableNamed }),
    });
    expect(code).toBe(0);
    const { Table } = await db.send(new DescribeTableCommand({ TableName: "restored-1" }));
    expect(Table?.StreamSpecification).toMatchObject({ StreamEnabled: true, StreamViewType: "NEW_IMAGE" });
    const left = await anyTable("restored-1", client, stage.sleep).off({ keepsData: false });
    expect(left).toEqual([]);
    expect(await dynamoStore("restored-1", tableBySdk(db)).leads.find(lead.id)).toMatchObject({
      state: "unknown",
      reason: "restored",
    });
    expect((await dynamoStore("restored-1", tableBySdk(db)).gates.all()).map(({ on }) => on)).toEqual(["everything"]);
  });

  it("that is not there is told of in words", async () => {
    const missing = anyTable("nowhere", db, async () => {});
    await expect(missing.off({ keepsData: true })).rejects.toThrow("There is no table nowhere. Restore it first");
  });
});
