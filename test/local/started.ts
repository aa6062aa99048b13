import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { commandOf, parentOf } from "../../local/processes.ts";
import { until } from "./until.ts";

/** A program that a test starts as a person or a script does, by the command that the README names. */
export interface Started {
  /** Of what was typed: npm's own, for `npm start`. */
  readonly process: ChildProcess;
  /** Both streams so far. */
  said(): string;
  /** Waits for something to be said. @returns its groups */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Everything that runs because of it, itself included. */
  family(): readonly number[];
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export function startTyped(
  [command = "", ...args]: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Started {
  // A group of its own, as a service manager makes one: what is sent to it is sent to nobody else.
  const child = spawn(command, args, { cwd, env: asTyped(env), detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (more: Buffer) => (text += more));
  let isOver = false;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once("exit", (code, signal) => {
      isOver = true;
      resolve(code ?? signal);
    }),
  );
  return {
    process: child,
    said: () => text,
    says: (pattern, withinMs = 60_000) =>
      until(
        `${command} says ${pattern}`,
        () => {
          const found = pattern.exec(text);
          if (!found && isOver) throw new Error(`${command} has ended and never said ${pattern}:\n${text}`);
          return found ?? undefined;
        },
        withinMs,
      ),
    family: () => descendantsOf(child.pid ?? 0),
    ended,
  };
}

/** Without what npm tells of the `npm test` that runs us: a person's terminal has none of that. */
function asTyped(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$)/i.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: "1", ...env };
}

function descendantsOf(pid: number): number[] {
  const names = existsSync("/proc/self")
    ? readdirSync("/proc")
    : execFileSync("ps", ["-A", "-o", "pid="]).toString().split("\n");
  const all = names.map(Number).filter((each) => each > 0);
  const parents = new Map(all.map((one) => [one, parentOf(one)]));
  const below = (one: number): number[] => [
    one,
    ...all.filter((each) => parents.get(each) === one).flatMap((child) => below(child)),
  ];
  return below(pid);
}

/** One that has ended and that nobody has taken note of has no command line any more. */
export const isRunning = (pid: number): boolean => commandOf(pid) !== undefined;
