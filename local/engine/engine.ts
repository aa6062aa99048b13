import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { isBuiltin } from "node:module";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { packageFile } from "../../lib/program/places.ts";
import { thisPlatform } from "../../lib/program/platform.ts";
import { Problem } from "../../lib/program/problem.ts";
import { scratchFolder } from "../scratch-folder.ts";
import { newSessionToken } from "../session-token.ts";
import { findEngine } from "./find-engine.ts";
import { keepHold } from "./hold.ts";
import { privateNetwork } from "./private-network.ts";

/** The DynamoDB engine that holds the table. */
export interface Engine {
  readonly url: string;
  /** The token that clients send: our own engine refuses requests without it. */
  readonly sessionToken: string;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** A running engine; it is used and left alone. */
  readonly endpoint?: string | undefined;
  /** Where the table is kept; without it the table is forgotten at the end. */
  readonly dataDir?: string | undefined;
  /** Default: one that nobody knows. */
  readonly sessionToken?: string | undefined;
  /** Hears what takes its time. */
  readonly say?: (text: string) => void;
}

const startingMs = 10_000;
const portTries = 5;
/** @throws Problem when there is no engine, or it does not start */
export async function startEngine({
  endpoint,
  dataDir,
  sessionToken = newSessionToken(),
  say = () => undefined,
}: EngineOptions = {}): Promise<Engine> {
  if (endpoint !== undefined) {
    await expectAnswer(endpoint);
    return { url: endpoint, sessionToken, stop: async () => {} };
  }
  const executable = await findEngine({ say });
  const network = privateNetwork();
  for (let tries = 1; ; tries += 1) {
    const address = await engineAddress(network);
    const started = await start({ executable, network, address, place: placeFor(dataDir), token: sessionToken });
    if ("failure" in started) {
      // Somebody was quicker to take the port.
      if (/in use/i.test(started.failure) && tries < portTries) continue;
      throw new Problem(
        `The DynamoDB engine did not start (${started.failure}): try another --data folder, or set DYNAMODB_ENDPOINT to a running engine.`,
      );
    }
    if (dataDir !== undefined) keepHold(dataDir, started.pid);
    return { url: started.url, sessionToken, stop: () => ended(started.guardian) };
  }
}

/** Where the table lies. Neither: in memory. */
interface Place {
  readonly file?: string;
  /** Goes with the engine. */
  readonly forgotten?: string;
}

/**
 * A table that is forgotten at the end has a file as well, where this Node can give the file its index: see
 * guardian.mjs.
 */
function placeFor(dataDir: string | undefined): Place {
  if (dataDir !== undefined) return { file: join(dataDir, "bridge.db") };
  if (!isBuiltin("node:sqlite")) return {};
  const forgotten = scratchFolder("callingly-table-");
  return { file: join(forgotten, "bridge.db"), forgotten };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Where the engine itself listens, which only the token check may know. Without a network of its own all that keeps
 * others away is that they do not know the address: where all of 127/8 leads here, one of sixteen million times as
 * many as ports.
 */
async function engineAddress(network: readonly string[]): Promise<Address> {
  if (network.length > 0) return { host: "127.0.0.1", port: 8000 };
  const lot = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
  const host = thisPlatform.isLoopbackWide ? lot : "127.0.0.1";
  return { host, port: await freePort(host) };
}

type Started =
  | { readonly guardian: ChildProcess; readonly pid: number; readonly url: string }
  | { readonly failure: string };

interface Start {
  readonly executable: string;
  readonly network: readonly string[];
  readonly address: Address;
  readonly place: Place;
  readonly token: string;
}

/** The engine runs under a guardian, because it would outlive us: see guardian.mjs. */
async function start({ executable, network, address, place, token }: Start): Promise<Started> {
  const { file, forgotten = "" } = place;
  const where = file === undefined ? [] : ["--db-path", file];
  const command = [executable, "serve", "--host", address.host, "--port", String(address.port), ...where];
  // Node 22 calls its SQLite an experiment.
  const node = [process.execPath, "--disable-warning=ExperimentalWarning"];
  const [program = "", ...args] = [...network, ...node, packageFile("local/engine/guardian.mjs")];
  // A group of its own: Ctrl-C in the terminal is for us, who then end the engine in good order.
  const guardian = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe", "ipc"],
    detached: true,
    windowsHide: true,
  });
  const door = await openDoor();
  const url = `http://127.0.0.1:${portOf(door)}`;
  const order = { command, file, forgotten, engine: address, token };
  // An engine that has ended already is noticed below.
  guardian.send(order, door, () => {});
  const started = new Promise<Started>((resolve) => {
    let said = "";
    let complaint = "";
    const fail = (failure: string) => resolve({ failure: failure.trim().split("\n")[0] ?? "" });
    const timer = setTimeout(() => {
      guardian.stdin?.destroy();
      fail("no sign of life");
    }, startingMs);
    guardian.stdin?.on("error", () => {});
    guardian.stdout?.on("data", (text: Buffer) => {
      said += text.toString();
      if (!said.endsWith("ready\n")) return;
      clearTimeout(timer);
      resolve({ guardian, pid: Number.parseInt(said, 10), url });
    });
    guardian.stderr?.on("data", (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-1000);
    });
    guardian.once("exit", () => {
      clearTimeout(timer);
      fail(complaint || "it ended at once");
    });
  });
  try {
    return await started;
  } finally {
    // It is the guardian's from now on.
    door.close();
    if (guardian.connected) guardian.disconnect();
  }
}

/** The socket on which clients are let in. The guardian cannot open it: its network may be another. */
function openDoor(): Promise<Server> {
  const door = createServer((early) => early.destroy());
  return new Promise((resolve, reject) => {
    door.once("error", reject);
    door.listen(0, "127.0.0.1", () => resolve(door));
  });
}

function ended(guardian: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (guardian.exitCode !== null || guardian.signalCode !== null) return resolve();
    guardian.once("exit", () => resolve());
    guardian.stdin?.destroy();
  });
}

/** The engine does not say which port it got for 0, so one is looked for beforehand. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, host, () => {
      const port = portOf(probe);
      probe.close(() => resolve(port));
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
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
