import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A map that outlives the process, if it was given a file. */
export interface Kept<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  entries(): [string, Value][];
}

/**
 * Opens a map. Each change is one line, written before `set` returns, so that a killed process forgets nothing; what
 * was overtaken is dropped at the next start.
 * @param file readable by its owner only, as secrets are kept in one; without it the map is forgotten at the end
 */
export function kept<Value>(file: string | undefined): Kept<Value> {
  const values = new Map<string, Value>(file === undefined ? [] : readLines<Value>(file));
  if (file !== undefined) rewrite(file, values);
  return {
    get: (key) => values.get(key),
    entries: () => [...values],
    set(key, value) {
      values.set(key, value);
      if (file !== undefined) appendFileSync(file, line([key, value]));
    },
  };
}

/** Opens what is kept under a name; the same name gives the same map. */
export type Keep = <Value>(name: string) => Kept<Value>;

/** @param folder where the files are; without it everything is forgotten at the end */
export function keeper(folder: string | undefined): Keep {
  const open = new Map<string, Kept<never>>();
  return <Value>(name: string) => {
    const found = open.get(name) ?? kept<never>(folder === undefined ? undefined : join(folder, `${name}.jsonl`));
    open.set(name, found);
    return found as unknown as Kept<Value>;
  };
}

const line = (entry: [string, unknown]): string => `${JSON.stringify(entry)}\n`;

/** A process that was killed while it wrote leaves half a line at the end; that change was not confirmed to anybody. */
function readLines<Value>(file: string): [string, Value][] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return whole.map((text) => JSON.parse(text) as [string, Value]);
}

function rewrite(file: string, values: Map<string, unknown>): void {
  writeFileSync(`${file}.new`, [...values].map(line).join(""), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
