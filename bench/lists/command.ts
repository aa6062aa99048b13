import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A command as a person starts it, in processes of its own. */

export interface Taken {
  /** By the clock, npm included. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most memory that it had at a time. */
  readonly mb: number;
  readonly code: number | null;
  readonly printed: string;
}

const atEnd = fileURLToPath(new URL("./at-end.mjs", import.meta.url));

/** @param folder for what it leaves at its end */
export async function runCommand(words: readonly string[], folder: string): Promise<Taken> {
  const file = join(folder, "taken");
  const startedAt = performance.now();
  const child = spawn("npm", ["run", "--silent", "bridge", "--", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: `--import ${atEnd}`, BENCH_AT_END: file },
  });
  let printed = "";
  child.stdout.on("data", (text: Buffer) => {
    printed += text.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const seconds = (performance.now() - startedAt) / 1000;
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  await rm(file);
  const programs = lines.map((line) => JSON.parse(line) as { program?: string; mb: number; cpuSeconds: number });
  const own = programs.find(({ program }) => program?.endsWith("bin/bridge.mjs"));
  if (!own) throw new Error(`${words.join(" ")} did not end by itself`);
  return { seconds, cpuSeconds: own.cpuSeconds, mb: own.mb, code, printed };
}
