import { readdirSync, readFileSync } from "node:fs";

/** A process and all that came from it. */
export function family(root: number): number[] {
  const parentOf = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      parentOf.set(Number(name), Number(parent));
    } catch {
      // It has ended.
    }
  }
  const isOf = (pid: number | undefined): boolean => pid === root || (pid !== undefined && isOf(parentOf.get(pid)));
  return [...parentOf.keys()].filter(isOf);
}
