import { readdirSync, readFileSync } from "node:fs";

/** The processor time of a process and of all that it started and that still run, in milliseconds. Linux only. */
export function cpuMsOf(pid: number): number {
  const stats = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
  const together = (of: number): number =>
    (stats.find((one) => one.pid === of)?.cpuMs ?? 0) +
    stats.filter(({ parent }) => parent === of).reduce((all, child) => all + together(child.pid), 0);
  return together(pid);
}

/** The kernel counts in hundredths of a second for everybody: proc_pid_stat(5). */
const TICK_MS = 10;

function statOf(pid: string) {
  try {
    // The program's name, in brackets, may have blanks in it.
    const [, rest = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    const [, parent = 0] = fields;
    return { pid: Number(pid), parent, cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS };
  } catch {
    return undefined;
  }
}
