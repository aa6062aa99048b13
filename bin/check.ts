import { spawn } from "node:child_process";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { packageFile, packageFolder } from "../lib/program/places.ts";

/** `npm run check`: types, format and lint, all at once. */

new Command("npm run check --")
  .description("Checks types, format and lint of the whole clone. `npm run format` mends what it can.")
  .parse();

/** It would share the work out among checkers, of which each goes over what the others know: one alone does half as much. */
const tsc = ["node_modules/typescript/bin/tsc", "--checkers", "1"];
const biome = ["node_modules/@biomejs/biome/bin/biome", "ci", "."];
/** The longest first. */
const all = [tsc, biome, [...tsc, "-p", "console"], [...tsc, "-p", "form"]];

/** The compiler is written in Go, and would spend a third of its time on the memory that it needs no more. */
const env = { GOGC: "400", ...process.env };

async function passes([program = "", ...words]: readonly string[]): Promise<boolean> {
  const running = spawn(process.execPath, [packageFile(program), ...words], {
    cwd: packageFolder,
    env,
    stdio: "inherit",
  });
  const code = await new Promise((resolve) => running.once("close", resolve));
  return code === 0;
}

endWithNpm();
const passed = await Promise.all(all.map(passes));
if (passed.includes(false)) process.exitCode = 1;
