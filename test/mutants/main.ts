import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { endWithNpm } from "../../lib/program/ending.ts";
import { freshCopy } from "../local/fresh-copy.ts";
import { mutants, type NamedMutant } from "./mutants.ts";

/** `npm run mutants`: takes one rule after the other out of a copy of the bridge, and sees that its test fails. */

new Command("npm run mutants --")
  .description(
    "Takes rules out of a copy of the bridge, one at a time; the test that is named for each must then fail.",
  )
  .parse();

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
}

/** Runs one test of the copy. */
function tried(folder: string, { test, title }: NamedMutant): Promise<Report> {
  const escaped = title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const args = ["vitest", "run", test, "-t", escaped, "--reporter=json", "--outputFile=tried.json"];
  return new Promise((resolve) => {
    execFile("npx", args, { cwd: folder }, () => {
      resolve(JSON.parse(readFileSync(join(folder, "tried.json"), "utf8")) as Report);
    });
  });
}

/** A test that fails without the mutant proves nothing about it. */
async function isCaught(folder: string, mutant: NamedMutant): Promise<boolean> {
  const path = join(folder, mutant.file);
  const whole = readFileSync(path, "utf8");
  const { numFailedTests, numPassedTests } = await tried(folder, mutant);
  if (numFailedTests > 0 || numPassedTests === 0) return false;
  writeFileSync(
    path,
    whole.replace(mutant.find, () => mutant.replace),
  );
  try {
    return (await tried(folder, mutant)).numFailedTests > 0;
  } finally {
    writeFileSync(path, whole);
  }
}

endWithNpm();
const copy = freshCopy();
try {
  for (const mutant of mutants) {
    const caught = await isCaught(copy.folder, mutant);
    if (!caught) process.exitCode = 1;
    console.log(`${caught ? "caught" : "MISSED"}  ${mutant.title}: ${mutant.why}`);
  }
} finally {
  copy.remove();
}
