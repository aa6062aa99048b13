import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Owned } from "./owned.ts";

/** The CDK's own command line, as a person uses it, on the stage that is made to be thrown away. */
export interface Cdk {
  bootstrap(environment: string): Promise<void>;
  /** @returns the stack's outputs */
  deploy(assembly: string): Promise<Outputs>;
  /** @throws when the deployed stack differs from the assembly, saying how */
  expectNoDifference(assembly: string): Promise<void>;
  destroy(assembly: string): Promise<void>;
}

export type Outputs = Readonly<Record<string, string>>;

export interface CdkOptions {
  /** The folder with cdk.json, and with the CDK among its packages. @default the clone */
  readonly project?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For assemblies and outputs. */
  readonly folder: string;
  readonly owned: Owned;
}

export const stackName = "callingly-bridge-dev";
export const clone = join(import.meta.dirname, "../../..");

export function cdkCli({ project = clone, env, folder, owned }: CdkOptions): Cdk {
  const cdk = (args: readonly string[], cwd?: string) => run(args, { project, env, owned, cwd });
  return {
    // Away from cdk.json: beside it the stack would be synthesised first, which bootstrapping does not need.
    bootstrap: (environment) => cdk(["bootstrap", environment], folder),
    async deploy(assembly) {
      const file = join(folder, "outputs.json");
      const words = ["--require-approval", "never", "--progress", "events", "--outputs-file", file];
      await cdk(["deploy", stackName, "--app", assembly, ...words]);
      return JSON.parse(readFileSync(file, "utf8"))[stackName];
    },
    expectNoDifference: (assembly) => cdk(["diff", stackName, "--app", assembly, "--fail"]),
    destroy: (assembly) => cdk(["destroy", stackName, "--app", assembly, "--force"]),
  };
}

export interface SynthOptions extends CdkOptions {
  /** Context values, as `-c` takes them. */
  readonly context: Readonly<Record<string, string>>;
}

/** Synthesises the stack of a configuration into a folder of its own, and answers that. It needs no account. */
export const cdkSynth =
  ({ project = clone, env, context, folder, owned }: SynthOptions) =>
  async (configPath: string, name: string): Promise<string> => {
    const assembly = join(folder, name);
    const values = Object.entries({ ...context, stage: "dev", production: true }).flatMap(([key, value]) => [
      "-c",
      `${key}=${value}`,
    ]);
    const own = { ...env, BRIDGE_CONFIG: configPath };
    await run(["synth", "--quiet", "-o", assembly, ...values], { project, env: own, owned });
    return assembly;
  };

interface RunOptions extends Pick<CdkOptions, "env" | "owned"> {
  readonly project: string;
  /** @default the project */
  readonly cwd?: string | undefined;
}

async function run(args: readonly string[], { project, env, owned, cwd = project }: RunOptions): Promise<void> {
  const command = join(project, "node_modules/aws-cdk/bin/cdk");
  const running = owned.start(process.execPath, [command, ...args, "--no-notices", "--no-color"], {
    env: { ...env, CDK_DISABLE_CLI_TELEMETRY: "true", CDK_DISABLE_VERSION_CHECK: "1" },
    cwd,
  });
  const result = await running.ended;
  if (result === 0) return;
  const words = running.output().trimEnd().split("\n").slice(-40).join("\n");
  throw new Error(`\`cdk ${args[0]}\` ended with ${result}:\n${words}`);
}
