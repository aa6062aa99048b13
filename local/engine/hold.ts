import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Problem } from "../../lib/program/problem.ts";
import { commandOf } from "../../lib/program/processes.ts";

/**
 * Marks a data folder as in use, so that no two bridges use it, and so that an engine which outlived its bridge is
 * found again. A process id alone proves nothing, as ids are used again; the command line that goes with it does.
 */

const ProcessSchema = z.object({ pid: z.number(), command: z.string() });
type Process = z.infer<typeof ProcessSchema>;

const HoldersSchema = z.object({ bridge: ProcessSchema, engine: ProcessSchema });

const fileIn = (dataDir: string): string => join(dataDir, "processes.json");

/** Longer than a guardian waits before it kills. */
const leavingMs = 3_000;

/**
 * Makes sure that nobody uses a folder. An engine left by a killed bridge ends by itself; if it does not, it is ended.
 * @param patienceMs how long an engine may take to end by itself
 * @throws Problem when another bridge uses it
 */
export async function takeHold(dataDir: string, patienceMs = leavingMs): Promise<void> {
  const holders = readHolders(dataDir);
  if (!holders) return;
  const { bridge, engine } = holders;
  if (bridge.pid !== process.pid && isRunning(bridge)) {
    throw new Problem(
      `${dataDir} is in use by the bridge with process id ${bridge.pid}: stop that one, or choose another folder with --data.`,
    );
  }
  if (await hasLeft(engine, patienceMs)) return;
  process.kill(engine.pid, "SIGKILL");
  if (!(await hasLeft(engine, leavingMs)))
    throw new Problem(`${dataDir} is in use by process ${engine.pid}, which does not end: end it by hand.`);
}

/** Notes that this process and its engine use a folder. */
export function keepHold(dataDir: string, enginePid: number): void {
  const describe = (pid: number): Process => ({ pid, command: commandOf(pid) ?? "" });
  const holders = { bridge: describe(process.pid), engine: describe(enginePid) };
  writeFileSync(fileIn(dataDir), JSON.stringify(holders, null, 2), { mode: 0o600 });
}

function readHolders(dataDir: string): z.infer<typeof HoldersSchema> | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  try {
    return HoldersSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
  } catch {
    return undefined; // half written by a process that was killed: that one is gone
  }
}

async function hasLeft(engine: Process, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (isRunning(engine)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

const isRunning = ({ pid, command }: Process): boolean => command !== "" && commandOf(pid) === command;
