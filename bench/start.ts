import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { sleep } from "../lambda/runtime/sleep.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { defaultConfigPath, readConfig } from "../lib/synth/read-config.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import { askingMs, leadOf } from "./drive.ts";
import { residentMb, sumOf } from "./start/memory.ts";

/**
 * `npm run bench:start`: what `npm start` takes of a machine: the time until it says that the bridge runs, and the
 * memory of all its processes together, at rest and after leads were called. The first start of a configuration
 * synthesises its stack, later ones find it; both are shown.
 */

const { runs, leads, json } = new Command("npm run bench:start --")
  .description("Times the start of the bridge on this machine and takes the memory of its processes.")
  .option("--runs <count>", "how often it is started, after a first time; medians are shown", Number, 3)
  .option("--leads <count>", "leads that are sent before its memory is taken again", Number, 100)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; leads: number; json?: true }>();

/** What came up to start is over then, and calls have ended. */
const RESTING_MS = 4_000;

interface Started {
  readonly readyMs: number;
  /** By process. */
  readonly atRestMb: Readonly<Record<string, number>>;
  readonly afterLeadsMb: Readonly<Record<string, number>>;
}

async function start(): Promise<Started> {
  const startedAt = performance.now();
  const args = ["bin/bridge.mjs", "start", "--port", "0", "--json"];
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, ".."), stdio: [...stdio] });
  const { pid = 0, stdout } = child;
  if (!stdout) throw new Error("The bridge says nothing");
  const [line] = await Promise.race([once(createInterface({ input: stdout }), "line"), endedEarly(child)]);
  const readyMs = performance.now() - startedAt;
  await sleep(RESTING_MS);
  const atRestMb = residentMb(pid);
  const url = doorOf(JSON.parse(line));
  for (let index = 0; index < leads; index += 1) await send(url, leadOf(index));
  await sleep(RESTING_MS);
  const afterLeadsMb = residentMb(pid);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return { readyMs, atRestMb, afterLeadsMb };
}

const doorOf = ({ sources }: { readonly sources: Readonly<Record<string, { readonly url: string }>> }): string =>
  sources[source]?.url ?? "";

async function send(url: string, lead: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { status } = await ask(url, { method: "POST", headers, body: JSON.stringify(lead), timeoutMs: askingMs });
  if (status !== 200) throw new Error(`A lead was answered ${status}`);
}

async function endedEarly(child: ReturnType<typeof spawn>): Promise<never> {
  await once(child, "exit");
  throw new Error("The bridge ended early");
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The run in the middle, by the memory of all together: its processes add up. */
const middle = (all: readonly Readonly<Record<string, number>>[]) =>
  all.toSorted((a, b) => sumOf(a) - sumOf(b))[Math.floor(all.length / 2)] ?? {};

endWithNpm();
const { sources } = await readConfig(defaultConfigPath);
const [source = ""] = Object.entries(sources).flatMap(([name, { connector }]) => (connector === "json" ? [name] : []));
const first = await start();
const started: Started[] = [];
for (let run = 0; run < runs; run += 1) started.push(await start());
const result = {
  firstReadyMs: Math.round(first.readyMs),
  readyMs: Math.round(median(started.map(({ readyMs }) => readyMs))),
  atRestMb: middle(started.map(({ atRestMb }) => atRestMb)),
  afterLeadsMb: middle(started.map(({ afterLeadsMb }) => afterLeadsMb)),
  leads,
};
if (json) console.log(JSON.stringify(result));
else {
  const together = "all together";
  console.log(`The bridge runs after ${result.readyMs / 1000} s (at first after ${result.firstReadyMs / 1000} s)`);
  console.table(
    Object.fromEntries(
      [...new Set([...Object.keys(result.atRestMb), ...Object.keys(result.afterLeadsMb)]), together].map((name) => [
        name,
        name === together
          ? { "MB at rest": sumOf(result.atRestMb), [`after ${leads} leads`]: sumOf(result.afterLeadsMb) }
          : { "MB at rest": result.atRestMb[name] ?? 0, [`after ${leads} leads`]: result.afterLeadsMb[name] ?? 0 },
      ]),
    ),
  );
}
