import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scratchFolder } from "../../local/scratch-folder.ts";
import { assembly } from "./assembly.ts";
import { phone, post, ringsOf } from "./bridge-user.ts";
import { engineOf, leadsIn } from "./lead-table.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { until } from "./until.ts";

/** Calls that last as long as they do in life: their results are not looked at here. */
const options = async (folder: string) => [
  "--speed",
  "1",
  "--data",
  join(folder, "data"),
  "--assembly",
  await assembly(),
];

const ROUNDS = 10;

it("F01/F18/F19: rings nobody twice and loses nobody when it is killed under load again and again", async () => {
  const folder = scratchFolder("bridge-data-");
  const started: SpawnedBridge[] = [];
  const start = async () => {
    const bridge = await spawnBridge(await options(folder));
    started.push(bridge);
    return bridge;
  };
  try {
    const first = await start();
    const accepted = await postUntilKilled(first, 0, killAfter(0));
    for (let round = 1; round < ROUNDS; round += 1) {
      accepted.push(...(await postUntilKilled(await start(), accepted.length + 20 * round, killAfter(round))));
    }
    const last = await start();
    expect(keyOf(last)).toBe(keyOf(first));

    const created = async () =>
      (await ringsOf(last)).filter(({ by }) => by === "create").map(({ phone_number }) => phone_number);
    await until(
      "each lead has rung, or shows that nobody knows whether it did",
      async () => {
        const [rang, leads] = await Promise.all([created(), leadsIn(last)]);
        const states = new Map(leads.map(({ person, state }) => [person.phone, state]));
        return accepted.every((number) => rang.includes(number) || mayHaveRung.includes(states.get(number) ?? ""));
      },
      // What the doorbell missed is found by the tick, a minute later at most.
      90_000,
    );
    const rang = await created();
    expect(rang).toHaveLength(new Set(rang).size);
    expect(rang.length).toBeGreaterThan(ROUNDS);

    const { pid } = engineOf(join(folder, "data"));
    expect(await last.end("SIGTERM")).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  } finally {
    for (const bridge of started) await bridge.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

const mayHaveRung = ["dialing", "unknown", "review"];

/** Spread over what a lead goes through: now while the first is accepted, now while many are dialled and told of. */
const killAfter = (round: number): number => 1 + ((round * 7) % 23);

/** The part of a source's address that must survive a restart. */
const keyOf = ({ sources }: SpawnedBridge) => new URL(sources.anything?.url ?? "").pathname;

/** Keeps posting from several senders, kills the bridge in the middle. @returns the phones that were accepted */
async function postUntilKilled(bridge: SpawnedBridge, from: number, killAt: number): Promise<string[]> {
  const accepted: string[] = [];
  let next = from;
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
