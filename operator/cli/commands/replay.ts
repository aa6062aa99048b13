import { Command } from "commander";
import { type FilterOptions, filterOf } from "../../leads/filter.ts";
import { laterJson } from "../../leads/when-rung.ts";
import { outlookOf } from "../../replay/outlook.ts";
import { carryOutReplay, planReplay, type Replayed, type ReplayPlan } from "../../replay/replay.ts";
import { overviewOf } from "../../replay/work.ts";
import { waitingForJson } from "../../shapes/waiting-for.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { counted } from "../../words/count.ts";
import { span } from "../../words/times.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { readingAloud } from "../reading.ts";
import { table } from "../terminal/table.ts";
import { lackingWords } from "../views/rest.ts";
import { calledWords, whomAndWhen } from "../views/when-rung.ts";
import { limitOf, withFilter, withYes } from "./leads/options.ts";

interface Options extends StageOptions, FilterOptions {
  readonly limit?: string;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** After a fix: what waited for it goes now, instead of when its time comes. */
export const replayCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withFilter(new Command("replay")))
      .description("After a fix, has what waited for it tried again now. Without --reason: what waits, by reason.")
      .option("--limit <count>", "how many leads and results at most, those that are due first")
      .option("--dry-run", "show what would be tried, and change nothing"),
    (stage, options: Options) =>
      options.reason === undefined ? overview(stage, options, cli) : replay(stage, options, cli),
  );

async function overview(stage: Stage, options: Options, { terminal }: Cli): Promise<Result> {
  const { reasons, left } = await overviewOf(stage, filterOf(options, stage), readingAloud(terminal));
  if (left > 0) terminal.note(lackingWords(left));
  const rows = reasons.map(waitingForJson);
  const text = table(
    ["reason", "leads", "results", "for a person", "oldest", "what to do"],
    rows.map((row) => [
      row.reason,
      row.leads,
      row.results,
      row.for_a_person,
      span(row.oldest_at, stage.now()),
      row.reason_words,
    ]),
  );
  const commands = table(
    ["reason", "then"],
    rows.filter((row) => row.commands.length > 0).map((row) => [row.reason, row.commands.join(", or ")]),
  );
  const length = rows.reduce((sum, row) => sum + row.beside, 0);
  const beside =
    length === 0 ? "" : `\n\nThe bridge failed on ${counted(length, "item", "items")} that nobody is called for.`;
  return { data: rows, text: rows.length === 0 ? "Nothing waits." : `${text}\n\n${commands}${beside}` };
}

async function replay(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  const limit = options.limit === undefined ? Number.POSITIVE_INFINITY : limitOf(options.limit);
  const isTrial = options.dryRun === true;
  const plan = await planReplay(
    filterOf(options, stage),
    { limit, isTrial, watcher: readingAloud(cli.terminal) },
    stage,
  );
  const { leads, calls, stuck, asked } = plan;
  const unchanged = { ...viewOf(plan), changed: false };
  if (leads.length + calls.length + stuck.length === 0) {
    const text = ["Nothing can be tried again now.", ...outlookOf(plan)].join("\n");
    return { ok: false, data: unchanged, text };
  }
  const intended = intentions(plan, stage);
  if (isTrial) {
    const first = asked.length > 0 ? ["Callingly is asked first whether it is fixed; nobody rings before that."] : [];
    const text = ["A trial run; nothing was changed.", ...intended, ...first, ...outlookOf(plan)].join("\n");
    return { data: unchanged, text };
  }
  const question = [...intended, ...outlookOf(plan), standInWords(stage), "Go on?"].filter(Boolean).join("\n");
  if (leads.length > 0 && !(await agreed(cli, options.yes, question))) {
    return { ok: false, data: { ...unchanged, leads: [], later: [], results: [] }, text: "Nothing was changed." };
  }
  const progress = (count: number) => cli.terminal.progress(`${count} of ${leads.length}`);
  const done = await carryOutReplay(plan, { by: cli.operator, progress }, stage);
  return {
    data: { ...viewOf(plan), changed: true, results: done.retried.map(({ callId }) => callId) },
    text: [...doneWords(plan, done), ...outlookOf(plan), ...(leads.length > 0 ? [standInWords(stage)] : [])]
      .filter(Boolean)
      .join("\n"),
  };
}

const viewOf = ({ rung, calls, stuck, held, forPerson, stillClosed }: ReplayPlan) => ({
  leads: rung.now.map(({ id }) => id),
  later: rung.later.map(laterJson),
  results: calls.map(({ callId }) => callId),
  beside: stuck.length,
  held: held.length,
  for_a_person: forPerson.length,
  not_mended: stillClosed.map(({ on }) => on),
});

function intentions({ rung, calls, stuck }: ReplayPlan, { now }: Stage): string[] {
  return [
    ...whomAndWhen(rung, now()),
    ...(calls.length > 0 ? [`${counted(calls.length, "result is", "results are")} tried again.`] : []),
    ...(stuck.length > 0 ? [`${counted(stuck.length, "item is", "items are")} looked after again.`] : []),
  ];
}

function doneWords({ rung, calls, stuck }: ReplayPlan, { retried, freed }: Replayed): string[] {
  return [
    ...calledWords(rung),
    ...(calls.length > 0 ? [`${counted(retried.length, "result is", "results are")} tried again now.`] : []),
    ...(stuck.length > 0 ? [`${counted(freed, "item is", "items are")} looked after at the next tick.`] : []),
  ];
}
