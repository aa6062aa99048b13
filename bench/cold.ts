import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Command } from "commander";
import { build } from "esbuild";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { bundleFunctions, bundling } from "../lib/bundle.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { defaultConfigPath, readConfig } from "../lib/read-config.ts";

/**
 * What a cold start costs beyond an empty function: the size of each bundle and the time to import it in a fresh
 * process, next to the plain DynamoDB client, bundled alike. Most leads meet a cold function.
 */

const options = new Command("npm run bench:cold --")
  .description("Times what importing each function costs, beside a bare DynamoDB client.")
  .option("--runs <count>", "how often each is measured", Number, 21)
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; json?: true }>();

interface Measure {
  readonly kb: number;
  readonly ms: number;
  /** Processor time, which a busy machine changes less than what the clock on the wall shows. */
  readonly cpuMs: number;
  /** Of the processor time, relative to the baseline of the same round, so that a busy machine slows both. */
  readonly ratio: number;
}

interface Import {
  readonly ms: number;
  readonly cpuMs: number;
}

const BASELINE = "baseline";

const leastThatCanWrite = `
  import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
  const db = new DynamoDBClient();
  export const handler = (Item) => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
`;

/** Only the import counts. The process ends at once, so that nothing waits for the secrets that init began to fetch. */
const timeImport = `
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await import(process.argv[1]);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
  process.exit();
`;

/** Everything a function asks for, and a server that refuses every connection. */
const env = {
  ...Object.fromEntries(Object.values(EnvName).map((name) => [name, "none"])),
  [EnvName.crmBaseUrls]: "{}",
  [EnvName.platformBaseUrls]: "{}",
  [EnvName.callinglyBaseUrl]: "http://127.0.0.1:9",
  [EnvName.callbackBaseUrl]: "http://127.0.0.1:9",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** The file of each bundle, the baseline among them. */
async function bundleAll(dir: string): Promise<Record<string, string>> {
  const folders = await bundleFunctions(await readConfig(defaultConfigPath), dir);
  const baseline = join(dir, BASELINE);
  await build({
    ...bundling,
    stdin: { contents: leastThatCanWrite, resolveDir: bundling.absWorkingDir },
    outfile: join(baseline, "index.mjs"),
  });
  const all = Object.entries({ [BASELINE]: baseline, ...folders });
  return Object.fromEntries(all.map(([name, folder]) => [name, join(folder, "index.mjs")]));
}

async function importOnce(file: string): Promise<Import> {
  const args = ["--input-type=module", "--eval", timeImport, pathToFileURL(file).href];
  return JSON.parse((await promisify(execFile)(process.execPath, args, { env })).stdout);
}

/** Rounds over all bundles, forwards and backwards in turn, so that a busy moment does not fall on one of them. */
async function importTimes(files: Record<string, string>, runs: number): Promise<Record<string, Import[]>> {
  const times: Record<string, Import[]> = {};
  for (let run = 0; run < runs; run += 1) {
    const round = Object.entries(files);
    for (const [name, file] of run % 2 === 0 ? round : round.reverse()) {
      times[name] = [...(times[name] ?? []), await importOnce(file)];
    }
  }
  return times;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

async function measure(dir: string, runs: number): Promise<Record<string, Measure>> {
  const files = await bundleAll(dir);
  const times = await importTimes(files, runs);
  const measured = Object.entries(files).map(async ([name, file]) => {
    const own = times[name] ?? [];
    const ratios = own.map(({ cpuMs }, run) => cpuMs / (times[BASELINE]?.[run]?.cpuMs ?? Number.NaN));
    const kb = rounded((await stat(file)).size / 1000, 1);
    const [ms, cpuMs] = [median(own.map((each) => each.ms)), median(own.map((each) => each.cpuMs))];
    return [name, { kb, ms: rounded(ms, 1), cpuMs: rounded(cpuMs, 1), ratio: rounded(median(ratios), 2) }] as const;
  });
  return Object.fromEntries(await Promise.all(measured));
}

endWithNpm();
const dir = await mkdtemp(join(tmpdir(), "callingly-bridge-cold-"));
try {
  const { [BASELINE]: baseline, ...functions } = await measure(dir, options.runs);
  if (options.json) console.log(JSON.stringify({ functions, baseline }));
  else console.table({ ...functions, "DynamoDB client alone": baseline });
} finally {
  await rm(dir, { recursive: true });
}
