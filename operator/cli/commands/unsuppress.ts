import { Command } from "commander";
import { Problem } from "../../../lib/program/problem.ts";
import { checkNames } from "../../gates/check-names.ts";
import { momentOf, sinceOf } from "../../leads/filter.ts";
import { type Flood, perHour, undoFlood, wordsOf } from "../../people/opt-out-flood.ts";
import { unsuppress, type Who } from "../../people/suppression-list.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { moment } from "../../words/times.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { printable } from "../terminal/table.ts";
import { withYes } from "./leads/options.ts";
import { readWho, WHO } from "./suppress.ts";

/** Who may be called again: one person who said so, or all whom a flood through a public form has put on the list. */

interface Options extends StageOptions {
  readonly reason?: string;
  readonly source?: string;
  readonly since?: string;
  readonly until?: string;
  readonly check?: true;
  readonly yes?: true;
}

export const unsuppressCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(new Command("unsuppress"))
      .description(
        "Takes somebody off the list of those whom nobody calls, because they said so; or, by --source and --since, all whom a flood through its form has put there. Rings nobody by itself.",
      )
      .argument("[who]", WHO)
      .option("--reason <text>", "what they said, or what happened, and when: it stays on record, and is needed")
      .option("--source <name>", "a flood: what came by this source's page or messages")
      .option("--since <when>", "a flood: what came since 90m, 2h, 3d, or a moment such as 2026-06-15T14:00Z")
      .option("--until <when>", "a flood: and before this moment; default now")
      .option("--check", "a flood: change nothing, say how many it is in each hour"),
    (stage, options: Options, [who]) =>
      who === undefined ? undo(stage, options, cli) : one(who, options, stage, cli.operator),
  );

const needed = (reason = ""): string => {
  if (reason.trim() === "") throw new Problem("--reason: write what they said, and when; it stays on record.");
  return reason;
};

async function one(given: string, { reason, source, since, until, check }: Options, stage: Stage, by: string) {
  if (source ?? since ?? until ?? check)
    throw new Problem("Name somebody, or a flood by --source and --since; not both.");
  return take(personIn(given), given, needed(reason), stage, by);
}

async function take(who: Who, given: string, reason: string, stage: Stage, by: string): Promise<Result> {
  const { lifted, left, unblocked, failures } = await unsuppress(who, by, reason, stage);
  const forgotten = left.some(({ way }) => way === "forgotten");
  return {
    ok: lifted.length > 0 && left.length === 0 && failures.length === 0,
    data: { lifted: lifted.length, left: left.length, unblocked_at_callingly: unblocked, failures },
    text: [
      lifted.length > 0
        ? `${counted(lifted.length, "word")} taken back. Rings nobody: have a lead called with bridge leads redial LEAD.`
        : "They are not on the list.",
      ...(unblocked > 0 ? [`Callingly may call the number again (${counted(unblocked, "lead")}).`] : []),
      ...(forgotten
        ? [`They asked to be forgotten as well; that is taken back by bridge leads allow ${printable(given)}.`]
        : []),
      ...failures.map((failure) => `Not done: ${failure}.`),
    ].join("\n"),
  };
}

async function undo(stage: Stage, { source, since, until, reason, check, yes }: Options, cli: Cli): Promise<Result> {
  if (source === undefined || since === undefined)
    throw new Problem("Name somebody, or with --source and --since what a flood has put on the list.");
  const flood: Flood = {
    source,
    since: sinceOf(since, stage.now()),
    until: until === undefined ? undefined : momentOf("--until", until, stage.now()),
  };
  const words = await wordsOf(flood, stage);
  if (words.length === 0) checkNames({ source }, stage.config);
  const standing = words.filter(({ lifted }) => lifted === undefined);
  const hours = [...perHour(standing)].map(([hour, people]) => ({ hour: `${hour}:00:00Z`, people }));
  const counts = { words: standing.length, taken_back_before: words.length - standing.length, hours };
  const said = [
    `${counted(standing.length, "word")} on the list came by ${source} since ${moment(flood.since)}${flood.until ? ` and before ${moment(flood.until)}` : ""}${words.length > standing.length ? `; ${words.length - standing.length} are taken back already` : ""}.`,
    ...hours.map(({ hour, people }) => `  from ${moment(hour)}: ${counted(people, "person", "people")}`),
  ];
  if (check) return { ok: standing.length > 0, data: counts, text: said.join("\n") };
  const why = needed(reason);
  if (words.length === 0) return { ok: false, data: { ...counts, lifted: 0 }, text: said.join("\n") };
  const question = [...said, "Nothing tells a real word among them from the others. Take all of them back?"];
  if (!(await agreed(cli, yes, question.join("\n"))))
    return { ok: false, data: { ...counts, lifted: 0 }, text: "Nothing was changed." };
  const done = await undoFlood(words, { by: cli.operator, reason: why }, stage, ({ doing, count }) =>
    cli.terminal.progress(`${doing}: ${count}`),
  );
  return {
    ok: done.failures.length === 0,
    data: {
      ...counts,
      lifted: done.lifted,
      leads_ended: done.ended,
      unblocked_at_callingly: done.unblocked,
      failures: done.failures,
    },
    text: [
      `${counted(done.lifted, "word")} taken back. Rings nobody.`,
      ...(done.ended.length > 0
        ? [
            `${counted(done.ended.length, "lead")} had ended by them; bridge leads redial LEAD calls one:`,
            ...done.ended.map((id) => `  ${id}`),
          ]
        : []),
      ...(done.unblocked > 0 ? [`Callingly may call ${counted(done.unblocked, "lead")} again.`] : []),
      ...done.failures.map((failure) => `Not done: ${failure}.`),
    ].join("\n"),
  };
}

function personIn(text: string): Who {
  const person = readWho(text);
  if (person) return person;
  throw new Problem(`"${text}": give ${WHO}.`);
}
