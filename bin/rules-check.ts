import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { Problem } from "../lib/program/problem.ts";
import { table } from "../operator/cli/terminal/table.ts";
import { clocksAge, ruleAges } from "../operator/hours/rule-ages.ts";
import { differences, ownRules, rulesIn } from "../operator/hours/rules-file.ts";

/** `npm run rules:check`: how old the calling hours and the table of changed clocks are, and what another copy says. */

const { against, json } = new Command("npm run rules:check --")
  .description("Prints how long ago each calling-hours rule was held against its source, and what is unverified.")
  .option("--against <file>", "what another calling-hours.json says otherwise")
  .option("--json", "print one JSON line")
  .addHelpText(
    "after",
    "\nExit code: 0 all is fresh and alike, 1 a rule is to be looked at, 2 the file cannot be read.",
  )
  .parse()
  .opts<{ against?: string; json?: true }>();

endWithNpm();

const words = { fresh: "", old: "look at it again", outdated: "HOLDS the conservative pack" } as const;

try {
  const now = new Date();
  const rules = ruleAges(ownRules.rules, now);
  const clocks = clocksAge(process.versions.tz ?? "unknown", now);
  const differing = against === undefined ? [] : differences(ownRules, rulesIn(against));
  if (json) console.log(JSON.stringify({ rules, clocks, differences: differing }));
  else {
    console.log(
      table(
        ["rule", "checked", "days ago", "", "confidence", "citation"],
        rules.map(({ id, checked, days, age, confidence, citation }) => [
          id,
          checked,
          days,
          words[age],
          confidence === "unverified" ? "UNVERIFIED" : confidence,
          citation,
        ]),
      ),
    );
    const corrected =
      clocks.corrected.length === 0 ? "which knows them all" : `which does not know ${clocks.corrected.join(", ")}`;
    console.log(
      `\nClocks that changed: checked ${clocks.checked} (${clocks.days} days ago) up to release ${clocks.release}; this runtime has ${clocks.runtime}, ${corrected}.`,
    );
    if (clocks.isBehind)
      console.log("The runtime has newer zone data: hold lambda/lead/hours/changed-clocks.ts against it.");
    for (const line of differing) console.log(line);
    if (against !== undefined && differing.length === 0) console.log(`${against} says the same.`);
  }
  if (differing.length > 0 || clocks.age !== "fresh" || rules.some(({ age }) => age !== "fresh")) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
