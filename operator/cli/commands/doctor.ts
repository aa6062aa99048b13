import { Command } from "commander";
import { sleep } from "../../../lambda/runtime/sleep.ts";
import { defaultLocalAddress } from "../../../lib/local-stage.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped, byScripts, type Typed } from "../../../lib/program/typed.ts";
import { examine } from "../../doctor/examine.ts";
import { type Finding, guarded, type Status } from "../../doctor/finding.ts";
import { ringMe } from "../../doctor/ring-me.ts";
import { findingJson } from "../../shapes/finding.ts";
import type { Infrastructure } from "../../stage/infrastructure.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { printable } from "../terminal/table.ts";
import { accountOf } from "./callingly.ts";

export interface DoctorDeps {
  readonly infrastructureOf: (stage: Stage, options: StageOptions) => Infrastructure | Promise<Infrastructure>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

interface Options extends StageOptions, WebOption {
  readonly ringMe?: string;
  readonly account?: string;
  readonly yes?: true;
}

const inReality: DoctorDeps = {
  // Loaded here: the clients of AWS that it alone needs are as much as all the rest.
  infrastructureOf: async (stage, { local }) =>
    (await import("../../stage/infrastructure-of.ts")).infrastructureOf(
      stage,
      local === true ? defaultLocalAddress : local,
    ),
  sleep,
};

/** Looks at everything that a working bridge needs, and says what to do about what is wrong. */
export const doctorCommand = (cli: Cli, deps: DoctorDeps = inReality): Command =>
  stageCommand<Options>(
    cli,
    withWeb(new Command("doctor"))
      .description("Looks at everything that a working bridge needs, and says what to do about what is wrong.")
      .option("--ring-me <phone>", "your own number: rings it once, to see the whole way and learn the account's clock")
      .option("--account <name>", "whose call it is; needed when there are several")
      .option("--yes", "do not ask before it rings")
      .addHelpText("after", "\nExit code: 0 nothing is at fault, 1 something is, 2 it could not be looked at."),
    async (stage, { web, ...options }, _, command) => {
      if (web && options.ringMe !== undefined)
        throw new Problem("Give --web or --ring-me: what is rung is told at the terminal.");
      if (web) return openAt("doctor", stage, options, command, cli);
      const rung = options.ringMe === undefined ? [] : await ring(cli, stage, options, options.ringMe, deps);
      const progress = (text: string) => cli.terminal.progress(text);
      const examined = await examine(stage, await deps.infrastructureOf(stage, options), progress);
      return report([...rung, ...examined.flatMap(({ findings }) => findings)], cli.typed);
    },
  );

async function ring(
  cli: Cli,
  stage: Stage,
  { account: named, yes }: Options,
  phone: string,
  { sleep }: DoctorDeps,
): Promise<readonly Finding[]> {
  if (!/^\+[1-9]\d{6,14}$/.test(phone))
    throw new Problem(`--ring-me ${phone}: write your number with its country code, e.g. +12025550123.`);
  const account = accountOf(stage, named);
  const team = Object.values(stage.config.sources).find((source) => source.account === account.name)?.team;
  if (team === undefined) throw new Problem(`No source has the account ${account.name}, so no team is known to ring.`);
  const who = stage.standIn ? "The stand-in plays a call" : `The team ${team} is rung now, and then ${phone}`;
  if (!(await agreed(cli, yes, `${who}. That must be your own number. Ring it?`)))
    throw new Problem("Nobody was rung.");
  const progress = (text: string) => cli.terminal.progress(text);
  return guarded("test call", () => ringMe(stage, { account, team, phone }, { sleep, progress }));
}

// ── what is said ────────────────────────────────────────────────────────────────────────────────────────────────

const order: readonly Status[] = ["fault", "warning", "skipped", "ok"];

function report(found: readonly Finding[], typed: Typed = byScripts): Result {
  const findings = found.map((one) =>
    one.remedy === undefined ? one : { ...one, remedy: asTyped(one.remedy, typed) },
  );
  const counts = order.map((status) => [status, findings.filter((one) => one.status === status).length] as const);
  const isWell = !findings.some(({ status }) => status === "fault");
  const summary = counts
    .flatMap(([status, count]) => (count > 0 ? [counted(count, status, isNoun(status) ? `${status}s` : status)] : []))
    .join(", ");
  return {
    ok: isWell,
    data: { ok: isWell, findings: findings.map(findingJson) },
    text: `${findings.map(lines).join("\n")}\n\n${summary}.`,
  };
}

const isNoun = (status: Finding["status"]): boolean => status === "fault" || status === "warning";

const lines = ({ status, check, of, found, remedy }: Finding): string => {
  const subject = of === undefined ? check : `${check} ${of}`;
  return printable(`${status.padEnd(7)}  ${subject}: ${found}`) + (remedy ? `\n         → ${printable(remedy)}` : "");
};
