import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Command } from "commander";
import { build } from "esbuild";
import { bundling } from "../lib/bundling/bundle.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { shapes } from "./hostile-bodies.ts";
import { type Measure, SIZES_KB } from "./reader-process.ts";

/**
 * What reading a hostile body costs: the processor time for 64, 128 and 256 kB (the most that is taken in), which should double
 * with the size and no more, and the memory at its highest. The code is bundled as it is deployed. Each body has names that
 * no other had, and all is done in one thread, as in a function with less than one processor: clearing memory and
 * compiling are in the figure. The limit is on the median of the processor time; the clock on the wall says what others made it wait.
 */

const options = new Command("npm run bench:reader --")
  .description("Measures the time and memory that hostile bodies cost the reader.")
  .option("--runs <count>", "how often each is measured", Number, 15)
  .option("--shape <name>", "measure bodies of this shape alone, as they are called in bench/hostile-bodies.ts")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; shape?: string; json?: true }>();

const MAX_MS = 50;
const MAX_MB = 64;

const measureApart = `
  const { measure } = await import(process.argv[1]);
  console.log(JSON.stringify(await measure(process.argv[2], Number(process.argv[3]))));
`;

async function measureAll(file: string): Promise<Measure[]> {
  const measures: Measure[] = [];
  // One after the other: two at a time would take each other's processor.
  for (const shape of options.shape === undefined ? Object.keys(shapes) : [options.shape]) {
    const args = [
      "--single-threaded",
      "--input-type=module",
      "--eval",
      measureApart,
      pathToFileURL(file).href,
      shape,
      String(options.runs),
    ];
    measures.push(JSON.parse((await promisify(execFile)(process.execPath, args)).stdout));
  }
  return measures;
}

function print(measures: readonly Measure[]): void {
  console.log(
    `${"shape".padEnd(38)}${SIZES_KB.map((kb) => `${kb} kB`.padStart(10)).join("")}  by the clock  the first    memory`,
  );
  for (const { shape, ms, wallMs, firstMs, mb } of measures) {
    const times = SIZES_KB.map((kb) => `${(ms[kb] ?? 0).toFixed(1)} ms`.padStart(10)).join("");
    const wall = `${(wallMs[256] ?? 0).toFixed(1)} ms`.padStart(14);
    const first = `${firstMs.toFixed(1)} ms`.padStart(11);
    console.log(`${shape.padEnd(38)}${times}${wall}${first}${`${mb.toFixed(0)} MB`.padStart(10)}`);
  }
}

endWithNpm();
const dir = await mkdtemp(join(tmpdir(), "bench-reader-"));
try {
  const file = join(dir, "reader.mjs");
  await build({ ...bundling, entryPoints: [join(import.meta.dirname, "reader-process.ts")], outfile: file });
  const measures = await measureAll(file);
  const within = measures.every(({ ms, mb }) => (ms[256] ?? 0) <= MAX_MS && mb <= MAX_MB);
  const limits = `${MAX_MS} ms and ${MAX_MB} MB`;
  if (options.json) console.log(JSON.stringify({ limits: { ms: MAX_MS, mb: MAX_MB }, within, measures }));
  else {
    print(measures);
    console.log(
      `Medians of ${options.runs}. ${within ? "All" : "Not all"} within ${limits} (processor time of one thread).`,
    );
  }
  if (!within) process.exitCode = 1;
} finally {
  await rm(dir, { recursive: true, force: true });
}
