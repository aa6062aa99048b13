import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { type Platform, thisPlatform } from "../../lib/program/platform.ts";
import { parentOf } from "../../lib/program/processes.ts";

/** A process and all that came from it. */
export function family(root: number): number[] {
  const parents = parentsOfAll();
  const below = (one: number): number[] => [
    one,
    ...[...parents].filter(([, parent]) => parent === one).flatMap(([pid]) => below(pid)),
  ];
  return below(root);
}

function parentsOfAll(): ReadonlyMap<number, number | undefined> {
  return new Map(listed[thisPlatform.processes]());
}

type Pair = readonly [pid: number, parent: number | undefined];

const told = (program: string, ...args: string[]): Pair[] =>
  execFileSync(program, args, { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line): Pair => {
      const [pid = 0, parent] = line.trim().split(/\s+/).map(Number);
      return [pid, parent];
    });

const listed: Readonly<Record<Platform["processes"], () => Pair[]>> = {
  files: () =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name): Pair => [Number(name), parentOf(Number(name))]),
  ps: () => told("ps", "-A", "-o", "pid=,ppid="),
  powershell: () =>
    told(
      "powershell",
      "-NoProfile",
      "-Command",
      'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
    ),
};
