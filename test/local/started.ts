import { type ChildProcess, spawn } from "node:child_process";
import { thisPlatform } from "../../lib/program/platform.ts";
import { commandOf } from "../../lib/program/processes.ts";
import { family } from "./processes.ts";
import { until } from "./until.ts";

/** A program that a test starts as a person or a script does, by the command that the README names. */
export interface Started {
  /** Of what was typed: npm's own, for `npm start`. */
  readonly pid: number;
  /** Everything it printed so far, both streams. */
  said(): string;
  /** Waits for something to be said. @returns its groups */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Everything that runs because of it, or did when this was asked before; itself included. */
  family(): readonly number[];
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Types a key, where there is a terminal. */
  type(key: string): void;
}

export interface Place {
  readonly cwd?: string;
  /** A person's terminal: what is started there knows that it has one, and Ctrl-C reaches all of it. */
  readonly terminal?: true;
}

export const ctrlC = "\u0003";

/** Python has terminals to give without anything installed, and the deployment test needs it anyway. */
const python = process.env.PYTHON ?? "python3";
const inTerminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

export async function startTyped(line: readonly string[], { cwd, terminal }: Place = {}): Promise<Started> {
  const [typed = "", ...rest] = terminal ? [python, "-c", inTerminal, ...line] : line;
  const isScript = /^np[mx]$/.test(typed);
  const { program, words, shell } = isScript
    ? thisPlatform.script(typed, rest)
    : { program: typed, words: rest, shell: false };
  // A group of its own, as a service manager makes one: what is sent to it is sent to nobody else.
  const child = spawn(program, words, { cwd, shell, env: asTyped(), detached: true, windowsHide: true });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (more: Buffer) => (text += more));
  const ended = endOf(child);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const says = (pattern: RegExp, withinMs = 60_000) =>
    until(
      `${line.join(" ")} says ${pattern}`,
      () => {
        const found = pattern.exec(text.replaceAll("\r", ""));
        if (!found && isOver) throw new Error(`${line.join(" ")} has ended and never said ${pattern}:\n${text}`);
        return found ?? undefined;
      },
      withinMs,
    );
  if (terminal) await says(/\n/);
  const [outer = 0, inner] = family(child.pid ?? 0);
  // Whoever has lost its parent is found no more, and is still ours to end.
  const seen = new Set<number>();
  return {
    pid: (terminal ? inner : outer) ?? 0,
    said: () => text.replaceAll("\r", ""),
    says,
    family() {
      for (const pid of family(outer)) seen.add(pid);
      return [...seen];
    },
    ended,
    type: (key) => void child.stdin.write(key),
  };
}

const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });

/** Without what npm tells of the `npm test` that runs us: a person's terminal has none of that. */
function asTyped(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$)/i.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: "1" };
}

/** One that has ended and that nobody has taken note of has no command line any more. */
const isRunning = (pid: number): boolean => commandOf(pid) !== undefined;

/** For whatever a test left behind. */
export function killAll(started: readonly Started[]): void {
  for (const pid of started.flatMap((each) => each.family())) if (isRunning(pid)) process.kill(pid, "SIGKILL");
}

/** Waits until everything that ran has ended, and nothing answers any more. */
export async function allGone(family: readonly number[], urls: readonly string[]): Promise<void> {
  const running = () => family.filter(isRunning).map((pid) => `${pid} ${commandOf(pid)}`);
  const answering = () =>
    Promise.all(
      urls.map((url) =>
        fetch(url).then(
          () => url,
          () => "",
        ),
      ),
    );
  await until(
    "all of it has ended",
    async () => running().length === 0 && (await answering()).every((url) => url === ""),
  );
}
