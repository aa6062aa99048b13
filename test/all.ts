import { type StdioOptions, spawn } from "node:child_process";
import { endWithNpm } from "../lib/program/ending.ts";
import { packageFile, packageFolder } from "../lib/program/places.ts";

/**
 * The tests of `npm test`: those of vitest, and beside them the deployment, which takes a minute by itself and waits for
 * half of it. What it says is printed behind what vitest says.
 */

interface Ended {
  readonly passed: boolean;
  readonly said: Buffer;
}

async function run(words: readonly string[], out: StdioOptions): Promise<Ended> {
  const running = spawn(process.execPath, words, { cwd: packageFolder, stdio: out });
  const said: Buffer[] = [];
  for (const stream of [running.stdout, running.stderr]) stream?.on("data", (text: Buffer) => said.push(text));
  const code = await new Promise((resolve) => running.once("close", resolve));
  return { passed: code === 0, said: Buffer.concat(said) };
}

endWithNpm();
// Ctrl-C reaches them as well, and they have much to end: whoever started all of it is told when they have.
process.on("SIGINT", () => {});
const [units, deployment] = await Promise.all([
  run([packageFile("node_modules/vitest/vitest.mjs"), "run"], "inherit"),
  run(["--import", "tsx", packageFile("test/system/deploy/emulated.ts")], ["ignore", "pipe", "pipe"]),
]);
console.log(`test:deploy\n\n${deployment.said}`);
if (!units.passed || !deployment.passed) process.exitCode = 1;
