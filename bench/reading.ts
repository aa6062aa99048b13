import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { fieldReports, reportResult } from "../test/fakes/field-reports.ts";
import { type FormResult, formCases, formResults } from "../test/fakes/form-fields.ts";

/** How well forms are read: all shown forms in both ways of posting, and the requests that were once read wrongly. */

const { wrong: showsWrong, json: asJson } = new Command("npm run bench:reading --")
  .description("Prints how many fields of known forms are read, and how many reported requests are right.")
  .option("--wrong", "name what is not right")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ wrong?: true; json?: true }>();

endWithNpm();
const say = (text: string) => asJson || console.log(text);
const figures: Record<string, unknown> = {};

const results: FormResult[] = [];
for (const form of formCases()) {
  for (const view of ["names", "labels"] as const) results.push(...(await formResults(form, view)));
}
for (const kind of ["phone", "name", "email", "company"] as const) {
  const own = results.filter((each) => each.kind === kind);
  const asked = own.filter((each) => each.asked);
  const read = own.filter((each) => each.read);
  const right = read.filter((each) => each.right);
  const found = asked.filter((each) => each.right);
  const percent = (part: number, whole: number) => `${part}/${whole} (${((100 * part) / whole).toFixed(1)} %)`;
  say(
    `${kind.padEnd(8)} found ${percent(found.length, asked.length)}, precision ${percent(right.length, read.length)}`,
  );
  figures[kind] = { asked: asked.length, found: found.length, read: read.length, right: right.length };
  if (!showsWrong) continue;
  for (const { id, view, asked: wasAsked, read: text } of own.filter((each) => !each.right)) {
    say(`    ${id} by ${view}: ${text ?? "nothing"}${wasAsked ? "" : " (not asked for)"}`);
  }
}
const reports = await Promise.all(fieldReports().map(reportResult));
const wrong = reports.filter((report) => report.wrong.length > 0);
say(
  `reports  right ${reports.length - wrong.length}/${reports.length}, ring wrongly ${reports.filter((each) => each.ringsWrongly).length}`,
);
figures.reports = {
  all: reports.length,
  right: reports.length - wrong.length,
  ring_wrongly: reports.filter((each) => each.ringsWrongly).length,
};
if (showsWrong) for (const report of wrong) say(`    ${report.name}: ${report.wrong.join("; ")}`);
if (asJson) console.log(JSON.stringify(figures));
