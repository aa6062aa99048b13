import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { packageFile } from "../lib/program/places.ts";
import { forkBridge } from "./drive.ts";

/**
 * `npm run bench:commands`: how long a person waits for a command. What a process takes at all differs from machine to
 * machine, so each is held against an empty one that ran beside it.
 */

const { runs, json } = new Command("npm run bench:commands --")
  .description("Times the start of the command line, also as a multiple of an empty process.")
  .option("--runs <count>", "how often each is started, after a first time; the median is shown", Number, 9)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; json?: true }>();

interface Limits {
  readonly seconds: number;
  /** Of what an empty process takes. */
  readonly times?: number;
}

interface Row {
  readonly name: string;
  readonly limits?: Limits;
  /** Runs it once. @returns milliseconds */
  readonly run: () => Promise<number>;
}

const program = packageFile("bin/bridge.mjs");

/** Until the command has ended. */
const ended =
  (...args: readonly string[]) =>
  async (): Promise<number> => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
    return performance.now() - startedAt;
  };

/** Until the console's page has all that it is made of. */
const usable =
  (...args: readonly string[]) =>
  async (): Promise<number> => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const { url } = JSON.parse(await firstLine(child)) as { url: string };
    const page = new URL("/console/", url);
    const text = await (await fetch(page)).text();
    for (const [, path = ""] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      await (await fetch(new URL(path, page))).arrayBuffer();
    }
    const took = performance.now() - startedAt;
    const end = once(child, "exit");
    child.kill();
    await end;
    return took;
  };

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  for await (const part of stdout ?? []) {
    said += part;
    if (said.includes("\n")) return said;
  }
  throw new Error(`The command ended without a word: ${said}`);
}

endWithNpm();
const bridge = await forkBridge(new URL("./bridge-process.ts", import.meta.url));
try {
  const there = ["--local", bridge.facts.crm.url];
  const rows: readonly Row[] = [
    { name: "node -e 0", run: ended("-e", "0") },
    { name: "bridge --help", limits: { seconds: 0.6, times: 12 }, run: ended(program, "--help") },
    {
      name: "bridge leads list --local",
      limits: { seconds: 0.9, times: 12 },
      run: ended(program, "leads", "list", ...there),
    },
    {
      name: "bridge console --local, usable",
      limits: { seconds: 2 },
      run: usable(program, "console", "--json", "--no-open", ...there),
    },
  ];
  const taken = new Map<string, number[]>();
  for (let at = -1; at < runs; at += 1) {
    // In turns, so that what else the machine does is shared by all.
    for (const { name, run } of rows) {
      const ms = await run();
      if (at >= 0) taken.set(name, [...(taken.get(name) ?? []), ms]);
    }
  }
  const empty = median(taken.get("node -e 0") ?? []);
  const measured = rows.map(({ name, limits }) => {
    const ms = median(taken.get(name) ?? []);
    const times = ms / empty;
    const isWithin = limits && ms <= limits.seconds * 1000 && times <= (limits.times ?? Number.POSITIVE_INFINITY);
    return { name, ms: Math.round(ms), times: Number(times.toFixed(1)), limits, within: isWithin };
  });
  if (json) console.log(JSON.stringify({ node: process.version, runs, measured }));
  else {
    console.log(`Node ${process.version}, median of ${runs}`);
    console.table(
      Object.fromEntries(
        measured.map(({ name, ms, times, limits, within }) => [
          name,
          {
            seconds: ms / 1000,
            "× node -e 0": times,
            "at most": limits ? `${limits.seconds} s${limits.times ? `, × ${limits.times}` : ""}` : "",
            within: within ?? "",
          },
        ]),
      ),
    );
  }
  if (measured.some(({ within }) => within === false)) process.exitCode = 1;
} finally {
  await bridge.end();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
