import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import type { Kind } from "./model.ts";

/** One entity as it became; the last entry of an id wins, and null says it is gone. */
export interface Entry {
  readonly kind: Kind;
  readonly id: number;
  readonly value: unknown;
}

export interface Journal {
  read(): Entry[];
  append(entries: readonly Entry[]): void;
  clear(): void;
}

/**
 * One JSON line per entry. Written before the change is confirmed, so a killed process forgets nothing it confirmed.
 */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  return {
    read() {
      if (!existsSync(path)) return [];
      dropTornLine(path);
      const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Entry);
    },
    append: (entries) => appendFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")),
    clear: () => existsSync(path) && truncateSync(path),
  };
}

export function memoryJournal(entries: Entry[] = []): Journal {
  return {
    read: () => [...entries],
    append: (more) => entries.push(...more),
    clear: () => entries.splice(0),
  };
}

/** A process killed while it wrote leaves half a line, which must not swallow the next one. */
function dropTornLine(path: string): void {
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf("\n") + 1;
  if (whole < bytes.length) truncateSync(path, whole);
}
