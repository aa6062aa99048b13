import { readFileSync } from "node:fs";
import { Command } from "commander";
import { Problem } from "../../../lib/program/problem.ts";
import { type JudgedCase, judgeCase } from "../../hours/judge-cases.ts";
import { readCases } from "../../hours/read-cases.ts";
import { counted } from "../../words/count.ts";
import { type Cli, printed } from "../command.ts";
import { table } from "../terminal/table.ts";

interface Options {
  readonly margin: string;
  readonly expect?: true;
  readonly json?: true;
}

export const mayRingCommand = (cli: Cli): Command =>
  new Command("may-ring")
    .description("Says whether people may be rung at a moment, and when else, by the dialler's own calling hours.")
    .argument(
      "<file>",
      'cases {"id", "pack", "place": {"number", "country", "state", "zip", "zone"}, "at", "history": [moments]}: a JSON array, {"cases": […]}, or one a line; - reads standard input',
    )
    .option("--margin <minutes>", "so many minutes before its end a window is closed, as the agent rings first", "10")
    .option("--expect", 'compare with what a case expects: {"verdict", "nextAt"}')
    .option("--json", "one JSON object a line for each case")
    .addHelpText("after", "\nExit code: 0 all cases are answered, 1 one is not as it expects, 2 there is no case.")
    .action((file: string, { margin, expect, json }: Options) =>
      printed(cli, false, async () => {
        const marginMinutes = minutesOf(margin);
        const read = readCases(file === "-" ? await cli.terminal.readInput() : contentOf(file), file);
        const unreadable = read.filter(({ kind }) => kind === "unreadable").length;
        if (unreadable > 0) cli.terminal.note(`${counted(unreadable, "case")} cannot be read and would be held.`);
        const judged = read.map((each) => judgeCase(each, marginMinutes));
        const ok = !expect || judged.every(({ asExpected }) => asExpected !== false);
        const shown = judged.map(({ asExpected, ...rest }) => ({ ...rest, ...(expect && { asExpected }) }));
        const text = json ? shown.map((each) => JSON.stringify(each)).join("\n") : asTable(shown);
        return { data: undefined, text, isData: json === true, ok };
      }),
    );

const asTable = (cases: readonly JudgedCase[]): string =>
  table(
    ["case", "verdict", "next", "rules", "why"],
    cases.map(({ id, verdict, nextAt, rules, why, asExpected }) => [
      id,
      asExpected === false ? `${verdict}, not as expected` : verdict,
      nextAt,
      rules.join(" "),
      why,
    ]),
  );

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 120) {
    throw new Problem(`--margin ${text}: write whole minutes from 0 to 120.`);
  }
  return minutes;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Problem(`${file}: it cannot be read. Name a file of cases, or - for standard input.`);
  }
}
