import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Owned } from "./owned.ts";

/** The CDK's own command line, as a person uses it, for the stage that is made to be thrown away. */
export interface Cdk {
  bootstrap(environment: string): Promise<void>;
  /** @returns the folder of the synthesised stack */
  synth(configPath: string, name: string): Promise<string>;
  /** @returns the stack's outputs */
  deploy(assembly: string): Promise<Outputs>;
  /** @throws when the deployed stack differs from the assembly, saying how */
  expectNoDifference(assembly: string): Promise<void>;
  destroy(assembly: string): Promise<void>;
}

export type Outputs = Readonly<Record<string, string>>;

export interface CdkOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Context values, as `-c` takes them. */
  readonly context: Readonly<Record<string, string>>;
  /** For assemblies and outputs. */
  readonly folder: string;
  readonly owned: Owned;
}

export const stackName = "callingly-bridge-dev";
const root = join(import.meta.dirname, "../..");
const command = join(root, "node_modules/aws-cdk/bin/cdk");

export function cdkCli({ env, context, folder, owned }: CdkOptions): Cdk {
  const cdk = async (args: readonly string[], more: Record<string, string> = {}, cwd = root): Promise<string> => {
    const running = owned.start(process.execPath, [command, ...args, "--no-notices", "--no-color"], {
      env: { ...env, CDK_DISABLE_CLI_TELEMETRY: "true", CDK_DISABLE_VERSION_CHECK: "1", ...more },
      cwd,
    });
    const result = await running.ended;
    if (result === 0) return running.output();
    const words = running.output().trimEnd().split("\n").slice(-40).join("\n");
    throw new Error(`\`cdk ${args[0]}\` ended with ${result}:\n${words}`);
  };
  const inFolder = (name: string) => join(folder, name);

  return {
    // Away from cdk.json: beside it the stack would be synthesised first, which bootstrapping does not need.
    bootstrap: async (environment) => void (await cdk(["bootstrap", environment], {}, folder)),
    async synth(configPath, name) {
      const values = Object.entries({ ...context, stage: "dev" }).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
      await cdk(["synth", "--quiet", "-o", inFolder(name), ...values], { BRIDGE_CONFIG: configPath });
      return inFolder(name);
    },
    async deploy(assembly) {
      const file = inFolder("outputs.json");
      const words = ["--require-approval", "never", "--progress", "events", "--outputs-file", file];
      await cdk(["deploy", stackName, "--app", assembly, ...words]);
      return JSON.parse(readFileSync(file, "utf8"))[stackName];
    },
    expectNoDifference: async (assembly) => void (await cdk(["diff", stackName, "--app", assembly, "--fail"])),
    destroy: async (assembly) => void (await cdk(["destroy", stackName, "--app", assembly, "--force"])),
  };
}
