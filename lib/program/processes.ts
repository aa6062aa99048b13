import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Platform, thisPlatform } from "./platform.ts";

/** Facts about a process, from wherever the system tells them. */

/** Asks a program; it throws where that fails. */
export type Ask = (program: string, args: readonly string[]) => string;

const asked: Ask = (program, args) =>
  execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], windowsHide: true });

/** The command line of a running process; undefined when there is none. */
export function commandOf(pid: number, platform: Platform = thisPlatform, ask: Ask = asked): string | undefined {
  try {
    return told.command[platform.processes](pid, ask).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The parent of a process, by birth or adoption; undefined when there is no such process. */
export function parentOf(pid: number, platform: Platform = thisPlatform, ask: Ask = asked): number | undefined {
  try {
    return Number(told.parent[platform.processes](pid, ask)) || undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is such a process, of ours or of others. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

type Told = Readonly<Record<Platform["processes"], (pid: number, ask: Ask) => string>>;

const told: { readonly command: Told; readonly parent: Told } = {
  command: {
    files: (pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
    ps: (pid, ask) => ask("ps", ["-o", "command=", "-p", String(pid)]),
    powershell: (pid, ask) => ask("powershell", inWindows(pid, "CommandLine")),
  },
  parent: {
    // "7893 (a name with anything in it) S 7892 …"
    files: (pid) => /.*\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? "",
    ps: (pid, ask) => ask("ps", ["-o", "ppid=", "-p", String(pid)]),
    powershell: (pid, ask) => ask("powershell", inWindows(pid, "ParentProcessId")),
  },
};

/** Windows has no smaller program that tells it. */
const inWindows = (pid: number, fact: string): string[] => [
  "-NoProfile",
  "-NonInteractive",
  "-Command",
  `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').${fact}`,
];
