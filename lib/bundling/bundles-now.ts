import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack, Token } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type BridgeConfig, ConfigError } from "../../lambda/config/schema.ts";
import { packageFile } from "../program/places.ts";
import { type Bundles, functionNames } from "./bundle.ts";

/** What bin/functions.mjs is asked for, as JSON on its standard input. */
export interface Order {
  readonly config: BridgeConfig;
  /** Where the functions are put. Absent: they are there already. */
  readonly outdir?: string | undefined;
  /** The stack whose accounts none may vanish from. Absent: its name is not known before it is deployed. */
  readonly stackName?: string | undefined;
}

/** What it says, as JSON on its standard output. */
export type Done = { readonly note?: string | undefined } | { readonly refusal: string };

const program = packageFile("bin/functions.mjs");

/** By configuration: two stages of one are bundled once. */
const made = new Map<string, Bundles>();
let folder: string | undefined;

/**
 * The functions of a configuration, bundled while the constructor of a construct waits: whatever is pluggable in esbuild
 * is asynchronous, so a process of its own does it. It also asks CloudFormation, where the CDK has credentials, whether
 * an account has vanished from the configuration.
 * @throws ConfigError when one has
 */
export function bundlesNow(config: BridgeConfig, scope: Construct): Bundles {
  const stack = Stack.of(scope);
  // Another stack of the app is deployed, or they are only listed.
  if (!stack.bundlingRequired) return foldersIn(newFolder(), writeNothing);
  const { stages: _, ...bundled } = config;
  const text = JSON.stringify(bundled);
  const known = made.get(text);
  const outdir = known === undefined ? newFolder() : undefined;
  const stackName = Token.isUnresolved(stack.stackName) ? undefined : stack.stackName;
  const region = Token.isUnresolved(stack.region) ? undefined : stack.region;
  // With the same functions, the other stage still has accounts of its own.
  const note = ask({ config, outdir, stackName }, region);
  if (note !== undefined) console.error(note);
  const bundles = known ?? foldersIn(outdir ?? "");
  made.set(text, bundles);
  return bundles;
}

/** @returns what there is to know, if anything */
function ask(order: Order, region: string | undefined): string | undefined {
  const { status, stdout, error } = spawnSync(process.execPath, [program], {
    input: JSON.stringify(order),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...(region !== undefined && { CDK_DEFAULT_REGION: region }) },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`The functions could not be bundled: ${program} ended with ${status}`);
  const done = JSON.parse(stdout) as Done;
  if ("refusal" in done) throw new ConfigError(done.refusal);
  return done.note;
}

/** A folder that is gone with this process: the CDK copies from it at once. */
function newFolder(): string {
  if (folder === undefined) {
    const own = mkdtempSync(join(tmpdir(), "callingly-bridge-functions-"));
    process.once("exit", () => rmSync(own, { recursive: true, force: true }));
    folder = own;
  }
  return mkdtempSync(join(folder, "of-"));
}

const foldersIn = (outdir: string, put: (folder: string) => void = () => undefined): Bundles =>
  Object.fromEntries(
    functionNames.map((name) => {
      const own = join(outdir, name);
      put(own);
      return [name, own];
    }),
  ) as Bundles;

function writeNothing(own: string): void {
  mkdirSync(own);
  writeFileSync(join(own, "index.mjs"), "");
}
