import { Command } from "commander";
import { type Call, callStates } from "../../../lambda/lead/call/call.ts";
import type { Waiting } from "../../../lambda/lead/measure/backlog.ts";
import { reasons } from "../../../lambda/lead/reasons.ts";
import { sideBySide } from "../../../lambda/runtime/side-by-side.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { accountIdIn } from "../../account-id.ts";
import { known } from "../../leads/filter.ts";
import { inDueOrder, mayBeIn } from "../../leads/index-rows.ts";
import { waitingCalls } from "../../leads/waiting.ts";
import { wholeTable } from "../../leads/whole-table.ts";
import { dropResult, lackingIt } from "../../results/drop-result.ts";
import { isOwed, retryAll, whyNotRetried } from "../../results/retry.ts";
import { callRow, callView } from "../../shapes/call.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { readingAloud } from "../reading.ts";
import { firstOf, lacking, readsFor, rest } from "../views/rest.ts";
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

interface ListOptions extends StageOptions {
  readonly state?: readonly string[];
  readonly reason?: readonly string[];
  readonly account?: string;
  readonly limit: string;
  readonly all?: true;
}

/** Calls in which nothing is left to do are in no index. */
const isOver = (state: Call["state"]): boolean => state === "reported" || state === "unmatched";

const listCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("list")
      .description("Lists the calls whose result waits, the newest first.")
      .option("--state <state...>", `only in this state: ${callStates.join(", ")}; several may be named`)
      .option("--reason <code...>", "only with this reason, e.g. crm-refused")
      .option("--account <name>", "only of this account")
      .option("--all", "also those that are over; this reads the whole table, as does --state reported or unmatched")
      .option("--limit <count>", "how many at most", "50"),
    (stage, options: ListOptions) => list(stage, options, cli),
  );

const noneWaits = "No such result waits. Those that are over are shown by: bridge results list --all";

async function list(stage: Stage, options: ListOptions, { terminal }: Cli): Promise<Result> {
  const { archive, config } = stage;
  const { state, reason, account, all } = options;
  const states = state && known("--state", state, callStates);
  const codes = reason && known("--reason", reason, reasons);
  const isAll = all === true || states?.some(isOver) === true;
  const most = limitOf(options.limit);
  const id = account === undefined ? undefined : accountIdIn(config, account);
  const isOfIt = (one: { readonly account: string; readonly reason?: string | undefined }): boolean =>
    (id === undefined || one.account === id) &&
    (codes === undefined || (codes as readonly (string | undefined)[]).includes(one.reason));
  const fits = (call: Call): boolean => isOfIt(call) && (states === undefined || states.includes(call.state));
  const watcher = readingAloud(terminal);
  const found = isAll
    ? firstOf((await wholeTable(archive.calls(), watcher)).filter(fits).sort(newestFirst), most)
    : await waitingCalls(stage, {
        wanted: (row) => row.kind === "call" && isOfIt(row) && (states === undefined || mayBeIn(row, states)),
        fits,
        limit: most,
        reads: readsFor({ limit: most }),
        watcher,
      });
  const lack = lacking(found, { limit: most });
  if (lack) terminal.note(lack);
  if (found.items.length === 0) return { data: [], text: isAll ? "There is no such result." : noneWaits };
  const isSure = isAll || states?.includes("hinted") === states?.includes("verified");
  return {
    data: found.items.map(callRow),
    text: callTable(found.items, stage.now()) + rest(found, { limit: most, isSure }),
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
  const calls = callId === undefined ? await parkedCalls(stage, crm, cli) : await callsNamed(callId, stage);
  const done = await retryAll(calls, stage, !isMany);
  const refused = calls
    .filter((call) => !done.some((each) => each.callId === call.callId && each.account === call.account))
    .map((call) => whyNotRetried(call, stage.now()) ?? `Call ${call.callId} has moved on meanwhile.`);
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
  const calls = (await callsNamed(callId, stage)).filter(({ state }) => state === "parked");
  if (calls.length === 0) {
    const why = `Call ${callId} is not parked; bridge results list --state parked shows those that are.`;
    return { ok: false, data: { dropped: [], why }, text: why };
  }
  const lacking = (await Promise.all(calls.map((call) => lackingIt(call, stage)))).flat();
  const whom = lacking.length === 0 ? "It is sent to nobody" : `It is not sent to: ${[...new Set(lacking)].join(", ")}`;
  if (!(await agreed(cli, yes, `${callTable(calls, stage.now())}\n${whom}. Drop it?`))) {
    return { ok: false, data: { dropped: [], why: "Nothing was changed." }, text: "Nothing was changed." };
  }
  const done = (await Promise.all(calls.map((call) => dropResult(call, stage)))).filter((call) => call !== undefined);
  return {
    ok: done.length === calls.length,
    data: { dropped: done.map(callView) },
    text: done.length === calls.length ? `${whom}.` : `Call ${callId} has moved on meanwhile; look at it again.`,
  };
}

const newestFirst = (a: Call, b: Call): number => (a.hintedAt > b.hintedAt ? -1 : 1);

async function parkedCalls(
  { store, config, now }: Stage,
  crm: string | undefined,
  { terminal }: Cli,
): Promise<readonly Call[]> {
  const isParked = ({ state }: Call | Waiting) => state === "parked";
  const { items: parked } = await waitingCalls(
    { store, now },
    { wanted: isParked, fits: isParked, order: inDueOrder, watcher: readingAloud(terminal) },
  );
  if (crm === undefined) return parked;
  if (!Object.hasOwn(config.crms, crm)) {
    throw new Problem(
      `--crm ${crm}: the configuration has none of that name. There are: ${Object.keys(config.crms).join(", ")}.`,
    );
  }
  const owed = await sideBySide(parked, (call) => isOwed(call, crm, { store, config }));
  return parked.filter((_, at) => owed[at]);
}

/** @throws Problem when no account has the call */
async function callsNamed(callId: string, { store, config }: Stage): Promise<Call[]> {
  const found = await Promise.all(Object.keys(config.accounts).map((account) => store.calls.find(account, callId)));
  const calls = found.filter((call) => call !== undefined);
  if (calls.length > 0) return calls;
  throw new Problem(`Callingly has reported no call ${callId}; bridge results list shows what waits.`);
}
