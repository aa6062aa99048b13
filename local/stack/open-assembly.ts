import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { BridgeOptions } from "../bridge-options.ts";
import { type Assembly, readAssembly } from "./assembly.ts";
import { synthesised } from "./synthesise.ts";

/** The assembly that was synthesised before, or is synthesised now. */
export async function openAssembly(
  { assembly, output }: Pick<BridgeOptions, "assembly" | "output">,
  config: BridgeConfig,
  configPath: string,
): Promise<Assembly> {
  if (assembly !== undefined && !existsSync(join(assembly, "manifest.json"))) {
    throw new Problem(`There is no synthesised stack in ${assembly}: run \`npx cdk synth\`, or leave out --assembly.`);
  }
  return readAssembly(assembly ?? (await synthesised(config, configPath, output.say)));
}
