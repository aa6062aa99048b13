import { Command } from "commander";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { isClosed } from "../../../lambda/lead/gates.ts";
import { isEnd, type Lead } from "../../../lambda/lead/lead.ts";
import { type Reason, reasonWords } from "../../../lambda/lead/reasons.ts";
import { standsInLine } from "../../../lambda/lead/retry.ts";
import { rings } from "../../../lambda/lead/rules/decision.ts";
import { waitsForDial } from "../../../lambda/lead/states.ts";
import { askable, askNow } from "../../gates/ask-gates.ts";
import { retryNow } from "../../gates/retry-now.ts";
import { type FilterOptions, filterOf, fits, type LeadFilter } from "../../leads/filter.ts";
import { forecast } from "../../leads/forecast.ts";
import { peopleOf } from "../../leads/people.ts";
import { commandsFor } from "../../leads/remedies.ts";
import { waitingCalls, waitingLeads } from "../../leads/waiting.ts";
import { freeAll, retryAll } from "../../results/retry.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { counted } from "../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { table } from "../terminal/table.ts";
import { allOfWhom } from "../views/leads.ts";
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
      options.reason === undefined ? overview(stage, options) : replay(stage, options, cli),
  );

interface Work {
  /** In due order. */
  readonly leads: readonly Lead[];
  readonly calls: readonly Call[];
  /** Wait for a person's decision, which a replay is not. */
  readonly forPerson: readonly Lead[];
  /** Other items on which the bridge itself failed: looking for a call, erasing personal data. */
  readonly stuck: readonly (Lead | Call)[];
}

async function workOf({ store, now }: Stage, filter: LeadFilter): Promise<Work> {
  const everyLead = await waitingLeads({ store, now });
  const everyCall = await waitingCalls({ store, now });
  const waiting = everyLead.filter((lead) => !isEnd(lead.state) && fits(lead, filter));
  const reasons = filter.reasons ?? (Object.keys(reasonWords) as Reason[]);
  const calls = everyCall.filter(
    ({ reason, dueFor }) => dueFor === "report-call" && reason !== undefined && reasons.includes(reason),
  );
  const isStuck = ({ faults, dueFor }: Lead | Call) =>
    faults !== undefined && dueFor === "reconcile" && reasons.includes("bridge-fault");
  return {
    stuck: [
      ...everyLead.filter((lead) => isStuck(lead) && fits(lead, { ...filter, reasons: undefined })),
      ...(await ofFilter(everyCall.filter(isStuck), filter, store)),
    ],
    leads: waiting.filter((lead) => waitsForDial(lead) && !standsInLine(lead)),
    calls: await ofFilter(calls, filter, store),
    forPerson: waiting.filter((lead) => !waitsForDial(lead) && ["held", "review"].includes(lead.state)),
  };
}

/** A call has no source of its own: that of its lead counts. */
async function ofFilter(calls: readonly Call[], filter: LeadFilter, { leads }: Stage["store"]): Promise<Call[]> {
  const { account, source, since } = filter;
  const mine = calls.filter((call) => account === undefined || account === call.account);
  if (source === undefined && since === undefined) return mine;
  const found = await Promise.all(mine.map(({ leadId }) => (leadId === undefined ? undefined : leads.find(leadId))));
  return mine.filter((_, at) => {
    const lead = found[at];
    return lead !== undefined && fits(lead, { source, since });
  });
}

async function overview(stage: Stage, options: Options): Promise<Result> {
  const { leads, calls, forPerson, stuck } = await workOf(stage, filterOf(options, stage));
  const reasons = [
    ...[...leads, ...calls, ...forPerson].map(({ reason }) => reason).filter((reason) => reason !== undefined),
    ...stuck.map(() => "bridge-fault" as const),
  ];
  const count = (items: readonly { reason?: Reason | undefined }[], reason: Reason) =>
    items.filter((item) => item.reason === reason).length;
  const rows = [...new Set(reasons)].sort().map((reason) => ({
    reason,
    reason_words: reasonWords[reason],
    leads: count(leads, reason),
    results: count(calls, reason),
    for_a_person: count(forPerson, reason),
    beside: reason === "bridge-fault" ? stuck.length : 0,
    commands: commandsFor(reason),
  }));
  const text = table(
    ["reason", "leads", "results", "for a person", "what to do"],
    rows.map((row) => [row.reason, row.leads, row.results, row.for_a_person, row.reason_words]),
  );
  const commands = table(
    ["reason", "then"],
    rows.filter((row) => row.commands.length > 0).map((row) => [row.reason, row.commands.join(", or ")]),
  );
  const beside =
    stuck.length === 0
      ? ""
      : `\n\nThe bridge failed on ${counted(stuck.length, "item", "items")} that nobody is called for.`;
  return { data: rows, text: rows.length === 0 ? "Nothing waits." : `${text}\n\n${commands}${beside}` };
}

async function replay(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  const { store, bridge, now } = stage;
  const filter = filterOf(options, stage);
  const limit = options.limit === undefined ? Number.POSITIVE_INFINITY : limitOf(options.limit);
  const work = await workOf(stage, filter);
  const closed = askable(await store.gates.all(), filter.reasons ?? [], now());
  if (!options.dryRun) await askNow(closed, stage);
  const gates = await store.gates.all();
  const stillClosed = (options.dryRun ? [] : closed).filter(({ on }) =>
    gates.some((gate) => gate.on === on && isClosed(gate, now())),
  );
  // A trial run does not ask Callingly, and assumes that the cause is fixed.
  const believed = options.dryRun ? gates.filter((gate) => !closed.some(({ on }) => on === gate.on)) : gates;
  const decided = work.leads.map((lead) => ({ lead, decision: forecast(lead, bridge, believed, now()) }));
  const leads = decided
    .filter(({ decision }) => rings(decision))
    .slice(0, limit)
    .map(({ lead }) => lead);
  const held = decided.flatMap(({ decision }) => (rings(decision) ? [] : [decision.reason]));
  const calls = work.calls.slice(0, limit);
  const stuck = work.stuck.slice(0, limit);
  const outlook = [
    ...stillClosed.map(({ on, reason }) => `${on}: Callingly was asked, and it is not fixed. ${reasonWords[reason]}.`),
    ...[...new Set(held)].map(
      (reason) =>
        `${counted(held.filter((each) => each === reason).length, "lead stays", "leads stay")} held: ${reasonWords[reason]}.`,
    ),
    ...(work.forPerson.length > 0
      ? [
          `${counted(work.forPerson.length, "lead waits", "leads wait")} for a person's decision: ${[...new Set(work.forPerson.flatMap(({ reason }) => (reason ? commandsFor(reason) : [])))].join(", ") || "bridge leads list shows them"}.`,
        ]
      : []),
  ];
  const data = {
    leads: leads.map(({ id }) => id),
    results: calls.map(({ callId }) => callId),
    beside: stuck.length,
    held: held.length,
    for_a_person: work.forPerson.length,
    not_mended: stillClosed.map(({ on }) => on),
  };
  if (leads.length + calls.length + stuck.length === 0) {
    return {
      ok: false,
      data: { ...data, changed: false },
      text: ["Nothing can be tried again now.", ...outlook].join("\n"),
    };
  }
  const people = leads.length > 0 ? [`${peopleOf(leads)} called:`, allOfWhom(leads, now())] : [];
  const results = [
    ...(calls.length > 0 ? [`${counted(calls.length, "result is", "results are")} tried again.`] : []),
    ...(stuck.length > 0 ? [`${counted(stuck.length, "item is", "items are")} looked after again.`] : []),
  ];
  if (options.dryRun) {
    const asked = closed.length > 0 ? ["Callingly is asked first whether it is fixed; nobody rings before that."] : [];
    return {
      data: { ...data, changed: false },
      text: ["A trial run; nothing was changed.", ...people, ...results, ...asked, ...outlook].join("\n"),
    };
  }
  const question = [...people, ...results, ...outlook, standInWords(stage), "Go on?"].filter(Boolean).join("\n");
  if (leads.length > 0 && !(await agreed(cli, options.yes, question))) {
    return { ok: false, data: { ...data, changed: false, leads: [], results: [] }, text: "Nothing was changed." };
  }
  await retryNow(leads, cli.operator, stage, (done) => cli.terminal.progress(`${done} of ${leads.length}`));
  const retried = await retryAll(calls, stage);
  const freed = await freeAll(stuck, stage);
  const done = [
    ...(leads.length > 0 ? [`${peopleOf(leads)} called from now on, at the usual pace.`] : []),
    ...(calls.length > 0 ? [`${counted(retried.length, "result is", "results are")} tried again now.`] : []),
    ...(stuck.length > 0 ? [`${counted(freed, "item is", "items are")} looked after at the next tick.`] : []),
    ...outlook,
    ...(leads.length > 0 ? [standInWords(stage)] : []),
  ];
  return {
    data: { ...data, changed: true, results: retried.map(({ callId }) => callId) },
    text: done.filter(Boolean).join("\n"),
  };
}
