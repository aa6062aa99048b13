import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "../problem.ts";
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
  const file = dataDir === undefined ? [] : ["--db-path", join(dataDir, "bridge.db")];
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const started = await start(executable, ["serve", "--host", "127.0.0.1", "--port", String(port), ...file]);
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

type Started = { readonly guardian: ChildProcess; readonly pid: number } | { readonly failure: string };

/** The engine runs under a guardian, because it would outlive us: see guardian.mjs. */
function start(executable: string, args: readonly string[]): Promise<Started> {
  // A group of its own: Ctrl-C in the terminal is for us, who then end the engine in good order.
  const guardian = spawn(
    process.execPath,
    [fileURLToPath(new URL("./guardian.mjs", import.meta.url)), executable, ...args],
    {
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    },
  );
  return new Promise((resolve) => {
    let pid = 0;
    let said = "";
    const fail = (failure: string) => resolve({ failure: failure.trim().split("\n")[0] ?? "" });
    const timer = setTimeout(() => {
      guardian.stdin.destroy();
      fail("no sign of life");
    }, startingMs);
    const proceed = () => {
      if (pid === 0 || !/listening/i.test(said)) return;
      clearTimeout(timer);
      resolve({ guardian, pid });
    };
    guardian.stdin.on("error", () => {});
    guardian.stdout.on("data", (text: Buffer) => {
      pid ||= Number.parseInt(text.toString(), 10);
      proceed();
    });
    guardian.stderr.on("data", (text: Buffer) => {
      said = (said + text.toString()).slice(-1000);
      proceed();
    });
    guardian.once("exit", () => {
      clearTimeout(timer);
      fail(said || "it ended at once");
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
