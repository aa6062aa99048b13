import { execFileSync } from "node:child_process";
import { basename } from "node:path";

/** Memory of a process and of all that it started, in MB, as the machine counts what is resident. */

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly mb: number;
  readonly name: string;
}

/** By what runs in each process; several of the same are added. */
export function residentMb(pid: number): Readonly<Record<string, number>> {
  const rows = execFileSync("ps", ["-Ao", "pid=,ppid=,rss=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => rowOf(line) ?? []);
  const found: Record<string, number> = {};
  for (const row of withChildren(pid, rows)) {
    found[row.name] = Math.round((found[row.name] ?? 0) + row.mb);
  }
  return found;
}

export const sumOf = (mb: Readonly<Record<string, number>>): number =>
  Object.values(mb).reduce((all, one) => all + one, 0);

function withChildren(pid: number, rows: readonly Row[]): Row[] {
  const own = rows.filter((row) => row.pid === pid);
  return [...own, ...rows.filter(({ parent }) => parent === pid).flatMap((child) => withChildren(child.pid, rows))];
}

function rowOf(line: string): Row | undefined {
  const [, pid, parent, kilobytes, args = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  if (pid === undefined) return undefined;
  return { pid: Number(pid), parent: Number(parent), mb: Number(kilobytes) / 1024, name: nameOf(args) };
}

/** The script that Node runs, else the program. */
const nameOf = (args: string): string =>
  basename(/\S+\.(?:ts|mjs|js)(?= |$)/.exec(args)?.[0] ?? args.split(" ")[0] ?? "");
