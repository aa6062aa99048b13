import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Facts about a process: from Linux's own files where it is Linux, as containers often have no `ps`. */

const tellsItself = existsSync("/proc/self/cmdline");

/** The command line of a running process; undefined when there is none. */
export function commandOf(pid: number): string | undefined {
  try {
    const told = tellsItself
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      : asked(pid, "command");
    return told.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The parent of a process, by birth or adoption; undefined when there is no such process. */
export function parentOf(pid: number): number | undefined {
  try {
    // "7893 (a name with anything in it) S 7892 …"
    const stat = tellsItself ? readFileSync(`/proc/${pid}/stat`, "utf8") : `) S ${asked(pid, "ppid")}`;
    return Number(/.*\) \S+ (\d+)/s.exec(stat)?.[1]);
  } catch {
    return undefined;
  }
}

const asked = (pid: number, what: string): string =>
  execFileSync("ps", ["-o", `${what}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
