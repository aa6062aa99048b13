import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../lib/program/problem.ts";
import type { BridgeOptions } from "../bridge-options.ts";
import { type Assembly, readAssembly } from "./assembly.ts";
import { synthesiseInto, synthesisFolder } from "./synthesise.ts";

/** The assembly that was synthesised before, or is synthesised now. */
export async function openAssembly(
  { assembly, dataDir, output }: Pick<BridgeOptions, "assembly" | "dataDir" | "output">,
  configPath: string,
  closers: (() => Promise<void>)[],
): Promise<Assembly> {
  if (assembly !== undefined && !existsSync(join(assembly, "manifest.json"))) {
    throw new Problem(`There is no synthesised stack in ${assembly}: run \`npx cdk synth\`, or leave out --assembly.`);
  }
  if (assembly !== undefined) return readAssembly(assembly);
  output.say("Synthesising the stack …");
  const folder = synthesisFolder(dataDir);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  closers.push(async () => remove());
  return readAssembly(await synthesiseInto(folder, configPath));
}
