import { readFields } from "../lambda/lead/reader/fields.ts";
import { parseBody } from "../lambda/runtime/body.ts";
import { RejectedError } from "../lambda/runtime/errors.ts";
import { shapes } from "./hostile-bodies.ts";

/** Measures one shape of body in a process of its own, which has one thread: `reader-process <shape> <runs>`. */

export const SIZES_KB = [64, 128, 256] as const;

export interface Measure {
  readonly shape: string;
  /** Milliseconds of processor time by size in kB, the median of the runs: a busy machine does not change it much. */
  readonly ms: Readonly<Record<string, number>>;
  /** The same by the clock on the wall, which counts what others made it wait as well. */
  readonly wallMs: Readonly<Record<string, number>>;
  /** Of the first of the largest in a process that has read ordinary leads alone, when little is compiled yet. */
  readonly firstMs: number;
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

/** Reads after which the reader is compiled, as in a function that has worked for a while. */
const WARMING = 10;

/** More than any body has names. */
const NAMES_APART = 100_000;
/** All names are of one length, so that all bodies of a shape cost the same. */
const FIRST_NAME = 10 * NAMES_APART;

export async function measure(name: string, runs: number): Promise<Measure> {
  const shape = shapes[name];
  if (!shape) throw new Error(`There is no shape ${name}`);
  let bodies = 0;
  const bodyOf = (kb: number): Uint8Array =>
    Buffer.from(shape.make(kb * 1024, FIRST_NAME + NAMES_APART * bodies++)).subarray(0, kb * 1024);
  // The tables of phone numbers are loaded by the first lead, whatever it is.
  for (let run = 0; run < 50; run++) await readOnce(ordinary, "application/json");
  const timed = async (body: Uint8Array) => {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    await readOnce(body, shape.type);
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - wall };
  };
  const largest = bodyOf(256);
  const before = process.resourceUsage().maxRSS;
  const { cpuMs: firstMs } = await timed(largest);
  const mb = (process.resourceUsage().maxRSS - before) / 1024;
  for (let run = 1; run < WARMING; run++) await timed(bodyOf(256));
  const ms: Record<string, number> = {};
  const wallMs: Record<string, number> = {};
  for (const kb of SIZES_KB) {
    const times: Awaited<ReturnType<typeof timed>>[] = [];
    for (let run = 0; run < runs; run++) times.push(await timed(bodyOf(kb)));
    ms[kb] = median(times.map(({ cpuMs }) => cpuMs));
    wallMs[kb] = median(times.map((each) => each.wallMs));
  }
  return { shape: name, ms, wallMs, firstMs, mb };
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
