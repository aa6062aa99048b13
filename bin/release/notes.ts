import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { endWithNpm } from "../../lib/program/ending.ts";
import { version } from "../../lib/version.ts";
import { sectionOf } from "./changelog.ts";

/** `npm run release:notes`: what CHANGELOG.md says of this version, for the page of its release. */

const { tag, json } = new Command("npm run release:notes --")
  .description("Prints CHANGELOG.md's section of the version in package.json, as a release on GitHub shows it.")
  .option("--tag <name>", "refuses unless the tag is this version's, such as v1.2.0")
  .option("--json", "print one JSON line")
  .addHelpText(
    "after",
    "\nExit code: 0 printed, 2 the tag is another version's, or CHANGELOG.md says nothing of this one.",
  )
  .parse()
  .opts<{ tag?: string; json?: true }>();

endWithNpm();

try {
  if (tag !== undefined && tag !== `v${version}`)
    throw new Error(`The tag ${tag} is not this version's: package.json says ${version}, so tag it v${version}.`);
  const changelog = readFileSync(join(import.meta.dirname, "../../CHANGELOG.md"), "utf8");
  const notes = sectionOf(changelog, version);
  console.log(json ? JSON.stringify({ version, notes }) : notes);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
