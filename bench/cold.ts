import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { keysOfSource } from "../lambda/runtime/secret-shapes.ts";
import { functionNames } from "../lib/bundling/bundle.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { defaultConfigPath, readConfig } from "../lib/synth/read-config.ts";
import { startAwsStandIn } from "./cold/aws-stand-in.ts";
import { bundlesOf, clientAlone, ourBundles } from "./cold/bundles.ts";
import { type ColdStart, coldStart, type Taken } from "./cold/cold-start.ts";

/**
 * `npm run bench:cold`: what a cold start costs beyond an empty function, as most leads meet a cold one. Each bundle is
 * loaded in a fresh process, beside the plain DynamoDB client; the one that takes leads takes one as well, with a table
 * and secrets on this machine. Ratios are taken round by round, so that a busy machine slows both sides.
 */

const { runs, against, json } = new Command("npm run bench:cold --")
  .description("Times what loading each function costs, and a first lead, beside a bare DynamoDB client.")
  .option("--runs <count>", "how often each is measured", Number, 21)
  .option("--against <revision>", "measure the functions of a git revision as well, in the same rounds")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ runs: number; against?: string; json?: true }>();

const CLIENT = "DynamoDB client alone";
const DOOR = "accept-lead";
const before = (name: string) => `${name} at ${against}`;

interface Measured {
  readonly file: string;
  /** What comes first, where that is measured. */
  readonly event?: unknown;
}

const seed = "a seed for a bench, of many letters";

/** A lead as the door hands it to the function. */
async function aLead(): Promise<unknown> {
  const { sources } = await readConfig(defaultConfigPath);
  const [source] = Object.entries(sources).find(([, { connector }]) => connector === "json") ?? [];
  if (source === undefined) throw new Error("The configuration needs a source with the connector json");
  const [key = ""] = keysOfSource({ seed }, source);
  const person = { id: "1", first_name: "Grace", last_name: "Lake", email: "grace@example.com", phone: "+12065550100" };
  return {
    rawPath: `/leads/${source}/${key}`,
    rawQueryString: "",
    headers: { "content-type": "application/json", host: "bridge.example.com" },
    pathParameters: { source, key },
    requestContext: {
      requestId: "1",
      domainName: "bridge.example.com",
      http: { method: "POST", path: `/leads/${source}/${key}`, sourceIp: "192.0.2.1" },
    },
    body: JSON.stringify({ ...person, budget: "10 000", message: "Please call me in the afternoon" }),
    isBase64Encoded: false,
  };
}

async function whatIsMeasured(folder: string): Promise<Readonly<Record<string, Measured>>> {
  const lead = await aLead();
  const item = { pk: { S: "lead#1" }, sk: { S: "lead" } };
  const ours = await ourBundles(join(folder, "ours"));
  const former = against === undefined ? undefined : await bundlesOf(against, join(folder, "former"));
  const bundle = (name: string, path: string): Measured => ({
    file: join(path, "index.mjs"),
    ...(name === DOOR && { event: lead }),
  });
  return {
    [CLIENT]: { file: join(await clientAlone(join(folder, "client")), "index.mjs"), event: item },
    ...Object.fromEntries(functionNames.map((name) => [name, bundle(name, ours[name])])),
    ...(former && Object.fromEntries(functionNames.map((name) => [before(name), bundle(name, former[name])]))),
  };
}

/** Rounds over all of them, forwards and backwards in turn, so that a busy moment does not fall on one of them. */
async function coldStarts(measured: Readonly<Record<string, Measured>>): Promise<Record<string, ColdStart[]>> {
  const aws = await startAwsStandIn(seed);
  const starts: Record<string, ColdStart[]> = {};
  for (let run = 0; run < runs; run += 1) {
    const round = Object.entries(measured);
    for (const [name, { file, event }] of run % 2 === 0 ? round : round.reverse()) {
      starts[name] = [...(starts[name] ?? []), await coldStart(file, aws.url, event)];
    }
  }
  aws.stop();
  return starts;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The median of the ratios of two sides, round by round. */
function beside(starts: readonly ColdStart[], others: readonly ColdStart[], until: keyof ColdStart, of: keyof Taken) {
  return rounded(
    median(starts.map((start, round) => start[until][of] / (others[round]?.[until][of] ?? Number.NaN))),
    2,
  );
}

async function measure(folder: string) {
  const measured = await whatIsMeasured(folder);
  const starts = await coldStarts(measured);
  const client = starts[CLIENT] ?? [];
  const row = async (name: string, until: keyof ColdStart) => {
    const own = starts[name] ?? [];
    const former = starts[before(name)];
    return {
      kb: rounded((await stat(measured[name]?.file ?? "")).size / 1000, 1),
      ms: rounded(median(own.map((start) => start[until].ms)), 1),
      cpuMs: rounded(median(own.map((start) => start[until].cpuMs)), 1),
      ratio: beside(own, client, until, "cpuMs"),
      msRatio: beside(own, client, until, "ms"),
      ...(former && {
        toRevision: beside(own, former, until, "cpuMs"),
        msToRevision: beside(own, former, until, "ms"),
      }),
    };
  };
  const rows = async (names: readonly string[], until: keyof ColdStart) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await row(name, until)] as const)));
  return {
    functions: await rows(functionNames, "import"),
    baseline: await row(CLIENT, "import"),
    /** Import and first lead together; of the client alone, import and first put. */
    firstLead: await rows([DOOR, CLIENT, ...(against === undefined ? [] : [before(DOOR)])], "first"),
  };
}

endWithNpm();
const folder = await mkdtemp(join(tmpdir(), "callingly-bridge-cold-"));
try {
  const { functions, baseline, firstLead } = await measure(folder);
  if (json) console.log(JSON.stringify({ functions, baseline, firstLead, ...(against && { against }) }));
  else {
    console.log("Import");
    console.table({ ...functions, [CLIENT]: baseline });
    console.log("Import and first lead");
    console.table(firstLead);
    console.log(
      `ratio: of processor time to that of the ${CLIENT}, msRatio: of the clock's${against === undefined ? "" : `; toRevision, msToRevision: to the same function at ${against}`}`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
