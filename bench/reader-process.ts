import { readFields } from "../lambda/lead/reader/fields.ts";
import { parseBody } from "../lambda/runtime/body.ts";
import { RejectedError } from "../lambda/runtime/errors.ts";
import { shapes } from "./hostile-bodies.ts";

/** Measures one shape of body in a process of its own: `reader-process <shape> <runs>`. Prints one JSON object. */

export const SIZES_KB = [64, 128, 256] as const;

export interface Measure {
  readonly shape: string;
  /** Milliseconds of processor time by size in kB, the median of the runs: a busy machine does not change it much. */
  readonly ms: Readonly<Record<string, number>>;
  /** How much the process grew when it read the largest for the first time, at its highest. */
  readonly mb: number;
}

const ordinary = Buffer.from(
  '{"name":"Dana Whitfield","phone":"(212) 555-0123","fields":[{"label":"E-mail","value":"d@example.com"}]}',
);

async function readOnce(body: Uint8Array, type: string): Promise<void> {
  try {
    readFields(await parseBody(body, type), {}, { country: "US", findId: true });
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
  }
}

export async function measure(name: string, runs: number): Promise<Measure> {
  const shape = shapes[name];
  if (!shape) throw new Error(`There is no shape ${name}`);
  const bodyOf = (kb: number): Uint8Array => Buffer.from(shape.make(kb * 1024)).subarray(0, kb * 1024);
  // The tables of phone numbers are loaded by the first lead, whatever it is.
  for (let run = 0; run < 50; run++) await readOnce(ordinary, "application/json");
  const largest = bodyOf(256);
  const before = process.resourceUsage().maxRSS;
  await readOnce(largest, shape.type);
  const mb = (process.resourceUsage().maxRSS - before) / 1024;
  const ms: Record<string, number> = {};
  for (const kb of SIZES_KB) {
    const body = bodyOf(kb);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = process.cpuUsage();
      await readOnce(body, shape.type);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    ms[kb] = times.sort((a, b) => a - b)[runs >> 1] ?? 0;
  }
  return { shape: name, ms, mb };
}
