import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { startEngine } from "../../local/engine/engine.ts";
import { phone, post, ringsOf } from "./bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { until } from "./until.ts";

describe("npm start -- --data", () => {
  it("rings nobody twice and loses nobody when it is killed under load", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bridge-data-"));
    const args = ["--data", folder, "--speed", "100"];
    try {
      const first = await spawnBridge(args);
      const accepted = await postUntilKilled(first, 50);
      const second = await spawnBridge(args);
      expect(keyOf(second)).toBe(keyOf(first));
      const created = async () =>
        (await ringsOf(second)).filter(({ by }) => by === "create").map(({ phone_number }) => phone_number);
      await until(
        "what was waiting rings",
        async () => (await ringsOf(second)).length >= accepted.length - 20 && isQuiet(created),
        20_000,
      );
      const rang = await created();
      const engine = JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")).engine.pid;
      expect(await second.end("SIGTERM")).toBe(0);
      expect(() => process.kill(engine, 0)).toThrow("ESRCH");

      expect(rang.filter((number, index) => rang.indexOf(number) !== index)).toEqual([]);
      const states = await leadStates(folder);
      const lost = accepted.filter(
        (number) => !rang.includes(number) && !["dialing", "unknown", "review"].includes(states.get(number) ?? ""),
      );
      expect(lost).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

const keyOf = ({ sources }: SpawnedBridge) => new URL(sources.anything?.url ?? "").pathname;

/** Keeps posting from several senders, kills the bridge in the middle. @returns the phones that were accepted */
async function postUntilKilled(bridge: SpawnedBridge, killAt: number): Promise<string[]> {
  const accepted: string[] = [];
  let next = 0;
  const send = async (): Promise<void> => {
    while (bridge.process.exitCode === null && bridge.process.signalCode === null && next < 500) {
      const number = phone(next++);
      const answer = await post(bridge, { id: number, first_name: "Lead", phone: number }).catch(() => undefined);
      if (answer?.status === 200) accepted.push(number);
      if (accepted.length === killAt) bridge.process.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: 10 }, send));
  return accepted;
}

/** Whether a list has stopped growing. */
async function isQuiet(list: () => Promise<unknown[]>): Promise<boolean> {
  const before = (await list()).length;
  const changed = await until("it grows", async () => (await list()).length > before, 1_000).catch(() => false);
  return !changed;
}

/** The state of every lead in a data folder, by phone. */
async function leadStates(folder: string): Promise<Map<string, string>> {
  const engine = await startEngine({ dataDir: folder });
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}));
    const states = new Map<string, string>();
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
      for (const item of Items.map((one) => unmarshall(one)))
        if (item.kind === "lead") states.set(item.person.phone, item.state);
    }
    return states;
  } finally {
    client.destroy();
    await engine.stop();
  }
}
