import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { sleep } from "../../lambda/runtime/sleep.ts";
import { ask } from "../../stand-ins/kit/ask.ts";
import { askingMs, leadOf, until } from "../drive.ts";
import { cpuMsOf } from "./processor-time.ts";

/**
 * Accepting and dialling beside the least that a bridge can do, which is one put and the call: both in processes of
 * their own, in front of the same Callingly, in turn. Of the processor all is counted that such a process and its table
 * take, from the first lead until the last one rings.
 */

export interface Amount {
  readonly leads: number;
  readonly concurrency: number;
  readonly warmUp: number;
}

interface Side {
  readonly acceptedPerSecond: number;
  /** Of a lead, until it rings. */
  readonly cpuMsPerLead: number;
}

export interface BesideFloor {
  readonly bridge: Side;
  readonly floorSdk: Side;
  /** The bridge's to the floor's. */
  readonly cpuRatio: number;
  readonly acceptedRatio: number;
}

/** A lead of this place in the line, so that both sides never send the same one. */
type Send = (index: number) => Promise<void>;

const inTurns = ["floorSdk", "bridge", "bridge", "floorSdk"] as const;

export async function measureBesideFloor(amount: Amount): Promise<BesideFloor> {
  const callingly = started("./callingly-process.ts");
  const { url, token, team } = await said<{ url: string; token: string; team: number }>(callingly);
  const env = { CALLINGLY_BASE_URL: url, CALLINGLY_API_KEY: token, CALLINGLY_TEAM: String(team) };
  const sides = { floorSdk: started("./floor-process.ts", env), bridge: started("../bridge-process.ts", env) };
  const floorUrl = (await said<{ url: string }>(sides.floorSdk)).url;
  const { sources } = await said<{ sources: Record<string, { url: string; connector: string }> }>(sides.bridge);
  const door = Object.values(sources).find(({ connector }) => connector === "json")?.url ?? "";
  const urls = { floorSdk: floorUrl, bridge: door };

  let next = 0;
  const run = async (side: keyof typeof sides, leads: number): Promise<Side> => {
    const [cpu, startedAt, rung] = [cpuMsOf(sides[side].pid ?? 0), performance.now(), await ringsAt(url)];
    const first = next;
    next += leads;
    await inParallel(amount.concurrency, leads, (index) => post(urls[side], first + index));
    const seconds = (performance.now() - startedAt) / 1000;
    await until(
      "every lead rings",
      () => ringsAt(url),
      (count) => count >= rung + leads,
    );
    const cpuMs = cpuMsOf(sides[side].pid ?? 0) - cpu;
    return { acceptedPerSecond: leads / seconds, cpuMsPerLead: cpuMs / leads };
  };
  try {
    for (const side of ["floorSdk", "bridge"] as const) await run(side, amount.warmUp);
    const found: Record<keyof typeof sides, Side[]> = { floorSdk: [], bridge: [] };
    for (const side of inTurns) {
      await sleep(restingMs);
      found[side].push(await run(side, Math.ceil(amount.leads / 2)));
    }
    return compared(mean(found.bridge), mean(found.floorSdk));
  } finally {
    await Promise.all([...Object.values(sides), callingly].map(ended));
  }
}

/**
 * What the side before still has to do is not counted with the next one's, and servers have closed the connections that
 * lay idle meanwhile, which Node's do after five seconds.
 */
const restingMs = 6_000;

const compared = (bridge: Side, floorSdk: Side): BesideFloor => ({
  bridge,
  floorSdk,
  cpuRatio: rounded(bridge.cpuMsPerLead / floorSdk.cpuMsPerLead, 2),
  acceptedRatio: rounded(bridge.acceptedPerSecond / floorSdk.acceptedPerSecond, 2),
});

export const rowsOf = ({ bridge, floorSdk, cpuRatio, acceptedRatio }: BesideFloor) => ({
  bridge,
  "floor-sdk": floorSdk,
  ratio: { acceptedPerSecond: acceptedRatio, cpuMsPerLead: cpuRatio },
});

const mean = (sides: readonly Side[]): Side => {
  const of = (key: keyof Side) => rounded(sides.reduce((all, side) => all + side[key], 0) / sides.length, 1);
  return { acceptedPerSecond: of("acceptedPerSecond"), cpuMsPerLead: of("cpuMsPerLead") };
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const started = (script: string, env: Readonly<Record<string, string>> = {}): ChildProcess =>
  fork(new URL(script, import.meta.url), { env: { ...process.env, ...env } });

async function said<T>(child: ChildProcess): Promise<T> {
  const early = once(child, "exit").then(() => Promise.reject(new Error("A process of the bench ended early")));
  early.catch(() => undefined);
  const [message] = await Promise.race([once(child, "message"), early]);
  return message as T;
}

async function ended(child: ChildProcess): Promise<void> {
  const over = child.exitCode === null ? once(child, "exit") : undefined;
  if (child.connected) child.disconnect();
  await over;
}

async function inParallel(concurrency: number, count: number, send: Send): Promise<void> {
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < count; index = next++) await send(index);
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
}

async function post(url: string, index: number): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { status } = await ask(url, {
    method: "POST",
    headers,
    body: JSON.stringify(leadOf(index)),
    timeoutMs: askingMs,
  });
  if (status !== 200) throw new Error(`A lead was answered ${status}`);
}

async function ringsAt(callinglyUrl: string): Promise<number> {
  const { text } = await ask(`${callinglyUrl}/_standin/rings`, { timeoutMs: askingMs, freshConnection: true });
  return (JSON.parse(text) as { by: string }[]).filter(({ by }) => by === "create").length;
}
