import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { packageFile } from "../../lib/program/places.ts";
import { thisPlatform } from "../../lib/program/platform.ts";
import type { Output } from "../output.ts";

/** A function as its callers see it. */
export interface Invocable {
  readonly name: string;
  /** Rejects when the function throws, exits, or takes longer than it may. The reason has been printed by then. */
  invoke(event: unknown): Promise<unknown>;
}

/**
 * A function in a thread of its own. Lambda gives each invocation an environment to itself; here all invocations of a
 * function share one thread, side by side. The bundles keep no state between invocations that this could mix up but
 * the request's id in their log lines, and a laptop is spared a process per request.
 */
export interface LocalFunction extends Invocable {
  /**
   * Nobody waits for its answers, so it runs at a lower priority than functions that somebody waits for: here they
   * share the processors.
   */
  standBack(): void;
  /** Waits for what is under way, if that takes no longer than a moment. */
  close(): Promise<void>;
}

export interface FunctionOptions {
  readonly name: string;
  /** Path of the ES module. */
  readonly bundle: string;
  /** Its export that takes the events. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: Output;
}

interface Invocation {
  resolve(result: unknown): void;
  reject(reason: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** A thread and what runs in it. */
interface Sandbox {
  readonly worker: Worker;
  readonly running: Map<string, Invocation>;
}

type Answer = { readonly id: string; readonly result?: string; readonly error?: string };

const closingMs = 3_000;

export function startFunction(options: FunctionOptions): LocalFunction {
  const { name, timeoutMs, output } = options;
  const sandboxes = new Set<Sandbox>();
  let isClosed = false;
  let standsBack = false;
  let current: Sandbox | undefined;

  const open = (): Sandbox => {
    const sandbox: Sandbox = { worker: startWorker(options), running: new Map() };
    const { worker } = sandbox;
    if (standsBack) worker.postMessage("stand back");
    worker.on("message", ({ id, result, error }: Answer) => {
      if (error !== undefined) settle(sandbox, id, (one) => one.reject(new Error(error)));
      else settle(sandbox, id, (one) => one.resolve(JSON.parse(result ?? "null")));
    });
    worker.on("error", (error) => end(sandbox, `crashed: ${error.message}`));
    worker.on("exit", () => end(sandbox, "exited"));
    sandboxes.add(sandbox);
    return sandbox;
  };

  /** Settles an invocation, and ends a thread that was given up once nothing runs in it. */
  const settle = (sandbox: Sandbox, id: string, how: (invocation: Invocation) => void) => {
    const invocation = sandbox.running.get(id);
    if (!invocation) return;
    clearTimeout(invocation.timer);
    sandbox.running.delete(id);
    how(invocation);
    if (sandbox !== current && sandbox.running.size === 0) void sandbox.worker.terminate();
  };

  /** The thread is gone and everything in it with it; the next invocation gets a new one. */
  const end = (sandbox: Sandbox, why: string) => {
    if (!sandboxes.delete(sandbox)) return;
    if (current === sandbox) current = undefined;
    for (const id of sandbox.running.keys()) settle(sandbox, id, (one) => one.reject(new Error(why)));
  };

  /** Lambda throws the environment away. Its neighbours here are innocent, so it gets no new work and may finish. */
  const timeOut = (sandbox: Sandbox, id: string) => {
    if (current === sandbox) current = undefined;
    settle(sandbox, id, (one) => one.reject(new Error(`timed out after ${timeoutMs / 1000} s`)));
  };

  const run = (event: unknown): Promise<unknown> => {
    current ??= open();
    const sandbox = current;
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => timeOut(sandbox, id), timeoutMs);
      sandbox.running.set(id, { resolve, reject, timer });
      sandbox.worker.postMessage({ id, event: JSON.stringify(event), deadline: Date.now() + timeoutMs });
    });
  };

  current = open();
  return {
    name,
    async invoke(event) {
      if (isClosed) throw new Error(`${name} is closed`);
      try {
        return await run(event);
      } catch (error) {
        output.warn(`${name} failed: ${(error as Error).message}`);
        throw error;
      }
    },
    standBack() {
      standsBack = true;
      for (const { worker } of sandboxes) worker.postMessage("stand back");
    },
    async close() {
      isClosed = true;
      const deadline = Date.now() + closingMs;
      while ([...sandboxes].some(({ running }) => running.size > 0) && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await Promise.all([...sandboxes].map(({ worker }) => worker.terminate()));
    },
  };
}

function startWorker({ name, bundle, handler, memoryMb, environment, output }: FunctionOptions): Worker {
  const worker = new Worker(packageFile("local/functions/worker.mjs"), {
    workerData: {
      name,
      handler,
      bundle: pathToFileURL(bundle).href,
      shown: output.shows,
      hasPriority: thisPlatform.hasThreadPriorities,
    },
    env: { ...environment },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const show = (stream: Readable) =>
    createInterface({ input: stream }).on("line", (line) => {
      if (output.shows.test(line)) output.log(name, line);
    });
  show(worker.stdout);
  show(worker.stderr);
  return worker;
}
