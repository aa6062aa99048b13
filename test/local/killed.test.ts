import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { phone, post, ringsOf } from "./bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { until } from "./until.ts";

/** Calls that last as long as they do in life: their results are not looked at here. */
const speed = ["--speed", "1"];

it("rings nobody twice and loses nobody when it is killed under load and started again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bridge-data-"));
  const started: SpawnedBridge[] = [];
  const start = async () => {
    const bridge = await spawnBridge(["--data", folder, ...speed]);
    started.push(bridge);
    return bridge;
  };
  try {
    const first = await start();
    const accepted = await postUntilKilled(first, 50);
    const second = await start();
    expect(keyOf(second)).toBe(keyOf(first));

    const created = async () =>
      (await ringsOf(second)).filter(({ by }) => by === "create").map(({ phone_number }) => phone_number);
    await until(
      "each lead has rung, or shows that nobody knows whether it did",
      async () => {
        const [rang, states] = await Promise.all([created(), leadStates(folder)]);
        return accepted.every((number) => rang.includes(number) || mayHaveRung.includes(states.get(number) ?? ""));
      },
      // What the doorbell missed is found by the tick, a minute later at most.
      90_000,
    );
    const rang = await created();
    expect(rang).toHaveLength(new Set(rang).size);

    const { pid } = engineOf(folder);
    expect(await second.end("SIGTERM")).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  } finally {
    for (const bridge of started) await bridge.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);

const mayHaveRung = ["dialing", "unknown", "review"];

/** The part of a source's address that must survive a restart. */
const keyOf = ({ sources }: SpawnedBridge) => new URL(sources.anything?.url ?? "").pathname;

/** Keeps posting from several senders, kills the bridge in the middle. @returns the phones that were accepted */
async function postUntilKilled(bridge: SpawnedBridge, killAt: number): Promise<string[]> {
  const accepted: string[] = [];
  let next = 0;
  let isAlive = true;
  const send = async (): Promise<void> => {
    while (isAlive) {
      const number = phone(next++);
      const answer = await post(bridge, { id: number, first_name: "Lead", phone: number }).catch(() => undefined);
      if (answer?.status === 200) accepted.push(number);
      if (isAlive && accepted.length >= killAt) {
        isAlive = false;
        await bridge.end("SIGKILL");
      }
    }
  };
  await Promise.all(Array.from({ length: 10 }, send));
  return accepted;
}

interface EngineProcess {
  readonly pid: number;
  readonly command: string;
}

const engineOf = (folder: string): EngineProcess =>
  JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")).engine;

/** The state of every lead in the table, by phone. */
async function leadStates(folder: string): Promise<Map<string, string>> {
  const port = /--port (\d+)/.exec(engineOf(folder).command)?.[1];
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}));
    const states = new Map<string, string>();
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
      const leads = Items.map((item) => unmarshall(item)).filter(({ kind }) => kind === "lead");
      for (const { person, state } of leads) states.set(person.phone, state);
    }
    return states;
  } finally {
    client.destroy();
  }
}
