import { Command } from "commander";
import { callStates } from "../../../lambda/lead/call/call.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { placeOf } from "../../console/places.ts";
import { callsNamed, parkedCalls } from "../../results/chosen-results.ts";
import { carryOutDrop, planDrop } from "../../results/drop-result.ts";
import { listResults, type ResultFilter } from "../../results/list-results.ts";
import { retryResults } from "../../results/retry.ts";
import { callRow, callView } from "../../shapes/call.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { readingAloud } from "../reading.ts";
import { lacking, rest } from "../views/rest.ts";
import { callTable } from "../views/results.ts";
import { limitOf, withYes } from "./leads/options.ts";
import { previewResultsCommand } from "./results/preview.ts";

/** Results of calls, on their way to the CRMs. */
export const resultsCommand = (cli: Cli): Command =>
  new Command("results")
    .description(
      "Shows the results of calls that are not in the CRM yet, has them tried again, or gives them up; and what a CRM would get.",
    )
    .addCommand(listCommand(cli))
    .addCommand(retryCommand(cli))
    .addCommand(dropCommand(cli))
    .addCommand(previewResultsCommand(cli));

interface ListOptions extends StageOptions, ResultFilter, WebOption {
  readonly limit: string;
}

const listCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(new Command("list"))
      .description("Lists the calls whose result waits, the newest first.")
      .option("--state <state...>", `only in this state: ${callStates.join(", ")}; several may be named`)
      .option("--reason <code...>", "only with this reason, e.g. crm-refused")
      .option("--account <name>", "only of this account")
      .option("--all", "also those that are over; this reads the whole table, as does --state reported or unmatched")
      .option("--limit <count>", "how many at most", "50"),
    (stage, options: ListOptions, _, command) => {
      const { web, reason, account } = options;
      return web
        ? openAt(placeOf("results", { reason, account }), stage, options, command, cli)
        : list(stage, options, cli);
    },
  );

const noneWaits = "No such result waits. Those that are over are shown by: bridge results list --all";

async function list(stage: Stage, options: ListOptions, { terminal }: Cli): Promise<Result> {
  const most = limitOf(options.limit);
  const found = await listResults(options, { limit: most, watcher: readingAloud(terminal) }, stage);
  const lack = lacking(found, { limit: most });
  if (lack) terminal.note(lack);
  if (found.items.length === 0) return { data: [], text: found.isAll ? "There is no such result." : noneWaits };
  return {
    data: found.items.map(callRow),
    text: callTable(found.items, stage.now()) + rest(found, { limit: most, isSure: found.isSure }),
  };
}

interface RetryOptions extends StageOptions {
  readonly all?: true;
  readonly crm?: string;
}

const retryCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("retry")
      .description(
        "Has a result read and written once more, after a fix. No phone rings, and no CRM gets it twice; where the CRM cannot say whether it has it (report-unclear), to name the call is to say that it has not.",
      )
      .argument("[call]", "Callingly's id of the call")
      .option("--all", "all that are parked")
      .option("--crm <name>", "all that are parked and not written to this CRM"),
    (stage, options: RetryOptions, args) => retry(stage, options, args, cli),
  );

async function retry(stage: Stage, { all, crm }: RetryOptions, [callId]: readonly string[], cli: Cli): Promise<Result> {
  const isMany = all === true || crm !== undefined;
  if (isMany === (callId !== undefined)) throw new Problem("Name a call, or --all, or --crm with a CRM's name.");
  const calls =
    callId === undefined ? await parkedCalls(crm, stage, readingAloud(cli.terminal)) : await callsNamed(callId, stage);
  const { done, refused } = await retryResults(calls, !isMany, stage);
  const text = [
    done.length === 0
      ? "No result is tried again."
      : `${counted(done.length, "result is", "results are")} tried again now.`,
    ...refused,
  ].join("\n");
  return {
    ok: refused.length === 0 && (isMany || done.length > 0),
    data: { retried: done.map((call) => ({ call_id: call.callId, account: call.account })), refused },
    text,
  };
}

const dropCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(
      new Command("drop").description(
        "Gives up a parked result for the sources and CRMs that lack it; others keep it.",
      ),
    ).argument("<call>", "Callingly's id of the call"),
    (stage, options: StageOptions & { readonly yes?: true }, [callId = ""]) => drop(stage, options, callId, cli),
  );

async function drop(stage: Stage, { yes }: { yes?: true }, callId: string, cli: Cli): Promise<Result> {
  const plan = await planDrop(await callsNamed(callId, stage), stage);
  const { calls, whom } = plan;
  if (calls.length === 0) {
    const why = `Call ${callId} is not parked; bridge results list --state parked shows those that are.`;
    return { ok: false, data: { dropped: [], why }, text: why };
  }
  if (!(await agreed(cli, yes, `${callTable(calls, stage.now())}\n${whom}. Drop it?`))) {
    return { ok: false, data: { dropped: [], why: "Nothing was changed." }, text: "Nothing was changed." };
  }
  const done = await carryOutDrop(plan, stage);
  return {
    ok: done.length === calls.length,
    data: { dropped: done.map(callView) },
    text: done.length === calls.length ? `${whom}.` : `Call ${callId} has moved on meanwhile; look at it again.`,
  };
}
