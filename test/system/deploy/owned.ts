import { type ChildProcess, spawn } from "node:child_process";

/** What a run has started and has to end, whatever happens to it. */
export interface Owned {
  /** Ended in the reverse order of adding. */
  add(end: () => Promise<void> | void): void;
  /** Starts a process with its children in a group of their own, which Ctrl-C in the terminal does not reach. */
  start(command: string, args: readonly string[], options: StartOptions): OwnedProcess;
  /** Ends everything, once. A failing end does not keep the others from theirs. */
  endAll(): Promise<void>;
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @default the current directory */
  readonly cwd?: string | undefined;
}

export interface OwnedProcess {
  /** The exit code, or the signal that killed it; -1 when it could not be started. */
  readonly ended: Promise<number | NodeJS.Signals>;
  stdout(): string;
  /** Both streams, as they came. */
  output(): string;
  end(): Promise<void>;
}

/** What is kept of a process's output, for the day it fails. */
const KEPT_OUTPUT = 1_000_000;

/** @param patienceMs how long a process that was asked to end may take before it is killed */
export function ownership(onFailure: (message: string) => void, patienceMs = 5_000): Owned {
  const ends: (() => Promise<void> | void)[] = [];
  const running = new Set<ChildProcess>();
  // The last resort, when this process ends without having been able to wait.
  process.once("exit", () => {
    for (const child of running) signalGroup(child, "SIGKILL");
  });

  return {
    add: (end) => void ends.push(end),
    start(command, args, { env, cwd }) {
      const child = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      running.add(child);
      const owned = watched(child, patienceMs, () => running.delete(child));
      ends.push(owned.end);
      return owned;
    },
    async endAll() {
      for (const end of ends.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          onFailure(String(error));
        }
      }
    },
  };
}

function watched(child: ChildProcess, patienceMs: number, onEnded: () => void): OwnedProcess {
  let [stdout, output, isOver] = ["", "", false];
  const keep = (text: string, more: string) => (text + more).slice(-KEPT_OUTPUT);
  child.stdout?.setEncoding("utf8").on("data", (more: string) => {
    stdout = keep(stdout, more);
    output = keep(output, more);
  });
  child.stderr?.setEncoding("utf8").on("data", (more: string) => {
    output = keep(output, more);
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    const over = (result: number | NodeJS.Signals) => {
      isOver = true;
      onEnded();
      // Now, while its number is still its own: the group may have outlived its leader.
      signalGroup(child, "SIGKILL");
      resolve(result);
    };
    child.once("error", ({ message }) => {
      output += message;
      over(-1);
    });
    child.once("close", (code, signal) => over(code ?? signal ?? -1));
  });
  return {
    ended,
    stdout: () => stdout,
    output: () => output,
    async end() {
      if (isOver) return;
      signalGroup(child, "SIGTERM");
      const killer = setTimeout(() => signalGroup(child, "SIGKILL"), patienceMs);
      await ended;
      clearTimeout(killer);
    },
  };
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of it is left.
  }
}
