import { type ChildProcess, spawn } from "node:child_process";
import { isBuiltin } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "../problem.ts";
import { scratchFolder } from "../scratch-folder.ts";
import { findEngine } from "./find-engine.ts";
import { keepHold } from "./hold.ts";

/** The DynamoDB engine that holds the table. */
export interface Engine {
  readonly url: string;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** A running engine; it is used and left alone. */
  readonly endpoint?: string | undefined;
  /** Where the table is kept; without it the table is forgotten at the end. */
  readonly dataDir?: string | undefined;
}

const startingMs = 10_000;
const portTries = 5;

/** @throws Problem when there is no engine, or it does not start */
export async function startEngine({ endpoint, dataDir }: EngineOptions = {}): Promise<Engine> {
  if (endpoint !== undefined) {
    await expectAnswer(endpoint);
    return { url: endpoint, stop: async () => {} };
  }
  const executable = findEngine();
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const started = await start(executable, port, placeFor(dataDir));
    if ("failure" in started) {
      // Somebody was quicker to take the port.
      if (/in use/i.test(started.failure) && tries < portTries) continue;
      throw new Problem(
        `The DynamoDB engine did not start (${started.failure}): try another --data folder, or set DYNAMODB_ENDPOINT to a running engine.`,
      );
    }
    if (dataDir !== undefined) keepHold(dataDir, started.pid);
    return { url: `http://127.0.0.1:${port}`, stop: () => ended(started.guardian) };
  }
}

/** Where the table lies. Neither: in memory. */
interface Place {
  readonly file?: string;
  /** Goes with the engine. */
  readonly forgotten?: string;
}

/** A table that is forgotten at the end has a file as well, where this Node can give the file its index: see guardian.mjs. */
function placeFor(dataDir: string | undefined): Place {
  if (dataDir !== undefined) return { file: join(dataDir, "bridge.db") };
  if (!isBuiltin("node:sqlite")) return {};
  const forgotten = scratchFolder("callingly-table-");
  return { file: join(forgotten, "bridge.db"), forgotten };
}

type Started = { readonly guardian: ChildProcess; readonly pid: number } | { readonly failure: string };

/** The engine runs under a guardian, because it would outlive us: see guardian.mjs. */
function start(executable: string, port: number, { file, forgotten = "" }: Place): Promise<Started> {
  const where = file === undefined ? [] : ["--db-path", file];
  const command = [executable, "serve", "--host", "127.0.0.1", "--port", String(port), ...where];
  // A group of its own: Ctrl-C in the terminal is for us, who then end the engine in good order.
  const guardian = spawn(
    process.execPath,
    [
      // Node 22 calls its SQLite an experiment.
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(new URL("./guardian.mjs", import.meta.url)),
      forgotten,
      file ?? "",
      ...command,
    ],
    {
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    },
  );
  return new Promise((resolve) => {
    let said = "";
    let complaint = "";
    const fail = (failure: string) => resolve({ failure: failure.trim().split("\n")[0] ?? "" });
    const timer = setTimeout(() => {
      guardian.stdin.destroy();
      fail("no sign of life");
    }, startingMs);
    guardian.stdin.on("error", () => {});
    guardian.stdout.on("data", (text: Buffer) => {
      said += text.toString();
      if (!said.endsWith("ready\n")) return;
      clearTimeout(timer);
      resolve({ guardian, pid: Number.parseInt(said, 10) });
    });
    guardian.stderr.on("data", (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-1000);
    });
    guardian.once("exit", () => {
      clearTimeout(timer);
      fail(complaint || "it ended at once");
    });
  });
}

function ended(guardian: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (guardian.exitCode !== null || guardian.signalCode !== null) return resolve();
    guardian.once("exit", () => resolve());
    guardian.stdin?.destroy();
  });
}

/** The engine does not tell which port it got for 0, so one is looked for beforehand. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" ? (address?.port ?? 0) : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function expectAnswer(endpoint: string): Promise<void> {
  try {
    await (await fetch(endpoint, { signal: AbortSignal.timeout(startingMs) })).body?.cancel();
  } catch {
    throw new Problem(
      `No DynamoDB engine answers at DYNAMODB_ENDPOINT, ${endpoint}: start one there, or unset the variable to use the built-in one.`,
    );
  }
}
