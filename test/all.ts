import { type StdioOptions, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { endWithNpm } from "../lib/program/ending.ts";
import { packageFile, packageFolder } from "../lib/program/places.ts";

/**
 * The tests of `npm test`: those of vitest, and beside them the deployment, which takes a minute by itself and waits for
 * half of it. It gives way to them, and what it says is printed behind what they say.
 */

/** Somewhat less than usual: it gets what the others leave, and a share of its own where they leave nothing. */
const lower = 3;

interface Ended {
  readonly passed: boolean;
  readonly said: Buffer;
}

async function run(words: readonly string[], out: StdioOptions, priority = 0): Promise<Ended> {
  const running = spawn(process.execPath, words, { cwd: packageFolder, stdio: out });
  if (running.pid !== undefined && priority > 0) setPriority(running.pid, priority);
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
  run(["--import", "tsx", packageFile("test/system/deploy/emulated.ts")], ["ignore", "pipe", "pipe"], lower),
]);
console.log(`test:deploy\n\n${deployment.said}`);
if (!units.passed || !deployment.passed) process.exitCode = 1;
