import { Command, Option } from "commander";
import { writeMail } from "../../../lambda/steps/reconcile/send-morning-mail.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { placeOf } from "../../console/places.ts";
import { type Division, divisions, numbersReport } from "../../numbers/report.ts";
import { todaysNumbers } from "../../numbers/todays-numbers.ts";
import { todayShape } from "../../shapes/today.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { todayText } from "../views/today.ts";

interface Options extends StageOptions, WebOption {
  readonly since?: string;
  readonly by: Division;
  readonly calls: "few" | "all";
  readonly mail?: true;
}

export const todayCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(new Command("today"))
      .description(
        "Shows today in numbers, by the clocks of each account: who came, was rung, waits and needs you, how fast, with what outcome; and what to do about what waits. It reads the leads of today; days before are counted already.",
      )
      .option("--since <days>", "with the days before: 7d, or a date such as 2026-06-15")
      .addOption(new Option("--by <what>", "what outcomes are told apart by").choices(divisions).default("source"))
      .addOption(
        new Option("--calls <which>", "all: also reads each call of today, for every redial and the results by CRM")
          .choices(["few", "all"])
          .default("few"),
      )
      .option("--mail", "prints the morning mail as it would be sent now; it sends nothing"),
    (stage, options: Options, _, command) =>
      options.web ? openAt(placeFor(options), stage, options, command, cli) : today(stage, options),
  );

const placeFor = ({ by }: Options): string =>
  placeOf("today", { by: by === "source" || by === "crm" ? undefined : by });

async function today(stage: Stage, { since, by, calls, mail }: Options): Promise<Result> {
  if (mail) return mailOf(stage);
  const days = since === undefined ? 1 : daysSince(since, stage.now());
  const wanted = by === "crm" ? "all" : calls;
  const { numbers } = await todaysNumbers(stage, { days: days - 1, calls: wanted });
  const report = numbersReport(numbers, by, days);
  return { data: todayShape(numbers, report), text: todayText(numbers, report, by) };
}

/** Yesterday, and what needs a person now: whoever gets the alarms gets it where `morningMailHour` is set. */
async function mailOf({ name, store, bridge, now, log }: Stage): Promise<Result> {
  const mail = await writeMail({ accounts: bridge.accounts, store, stage: name, log }, now());
  return { data: mail, text: `${mail.subject}\n\n${mail.text.trimEnd()}` };
}

const MOST_DAYS = 3_650;

/** How many days, today included. @throws Problem when it is no whole day before today */
function daysSince(text: string, now: Date): number {
  const [, amount] = /^(\d{1,4})\s*d$/.exec(text.trim()) ?? [];
  const from = amount === undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  const days = amount === undefined ? Math.floor((now.getTime() - from) / 86_400_000) + 1 : Number(amount);
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new Problem(`--since ${text}: numbers are counted by the day. Write 7d, or a date such as 2026-06-15.`);
}
