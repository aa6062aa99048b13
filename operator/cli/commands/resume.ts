import { Command } from "commander";
import { type Gate, gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { type DialDecision, rings } from "../../../lambda/lead/rules/decision.ts";
import { waitsForDial } from "../../../lambda/lead/states.ts";
import { isBehind, isPause, scopeOn, scopeWords } from "../../gates/pauses.ts";
import { retryNow } from "../../gates/retry-now.ts";
import { forecast } from "../../leads/forecast.ts";
import { inDueOrder } from "../../leads/index-rows.ts";
import { peopleOf } from "../../leads/people.ts";
import { type Watcher, waitingLeads } from "../../leads/waiting.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { counted } from "../../words/count.ts";
import { agreed, type Cli, type Result, stageCommand } from "../command.ts";
import { readingAloud } from "../reading.ts";
import { allOfWhom } from "../views/leads.ts";
import { withYes } from "./leads/options.ts";
import { chosenScope, configuredWords, pauseView, pauseWords, type ScopeOptions, withScope } from "./pause.ts";

interface Options extends ScopeOptions {
  readonly yes?: true;
}

export const resumeCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(withScope(new Command("resume"))).description("Ends a pause; what waited for it is called."),
    (stage, options: Options) => resume(stage, options, cli),
  );

async function resume(stage: Stage, options: Options, cli: Cli): Promise<Result> {
  const { store, config, now } = stage;
  const scope = chosenScope(options, config);
  const on = scopeOn(scope);
  const gates = await store.gates.all();
  const pause = gates.find((gate) => gate.on === on && isPause(gate));
  const others = gates.filter((gate) => gate !== pause && isPause(gate) && touches(gate.on, on));
  const left = [...others.map((gate) => `Still paused: ${pauseWords(gate, now())}`), ...configuredWords(config, scope)];
  if (!pause) {
    const why = [`Nobody has paused ${scopeWords(on)} with bridge pause.`, ...left].join("\n");
    return { ok: left.length === 0, data: { changed: false, called: [], why }, text: why };
  }
  const { callable, stale, outside, barred } = await waitingBehind(pause, gates, stage, readingAloud(cli.terminal));
  const outlook = [
    ...(stale > 0
      ? [
          `${counted(stale, "lead")} more waited too long, and a person has to decide: bridge leads release --reason stale`,
        ]
      : []),
    ...(outside > 0 ? [`${counted(outside, "lead")} more: called by themselves when their people's hours come.`] : []),
    ...(barred > 0 ? [`${counted(barred, "lead")} more: held for another reason.`] : []),
    ...left,
  ];
  if (callable.length > 0) {
    const question = [
      `Paused: ${pauseWords(pause, now())}`,
      `${peopleOf(callable)} called now:`,
      allOfWhom(callable, now()),
      ...outlook,
      standInWords(stage),
      "Resume?",
    ];
    if (!(await agreed(cli, options.yes, question.filter(Boolean).join("\n")))) {
      return {
        ok: false,
        data: { changed: false, called: [], why: "Nothing was changed." },
        text: "Nothing was changed.",
      };
    }
  }
  await store.gates.open(pause);
  await retryNow(callable, cli.operator, stage, (done) => cli.terminal.progress(`${done} of ${callable.length}`));
  const words = [
    `Resumed: ${scopeWords(on)}. ${callable.length === 0 ? "Nobody waited who can be called now." : `${peopleOf(callable)} called from now on, at the usual pace.`}`,
    ...outlook,
    standInWords(stage),
  ];
  return {
    data: {
      changed: true,
      pause: pauseView(pause),
      called: callable.map(({ id }) => id),
      stale,
      outside_hours: outside,
      held: barred,
      still_paused: left,
    },
    text: words.filter(Boolean).join("\n"),
  };
}

/** A pause of everything bears on each account, and the other way round. */
const touches = (one: string, other: string): boolean => one === gateOn.everything || other === gateOn.everything;

/** The outlook for leads behind a pause, once it is over. */
async function waitingBehind(
  pause: Gate,
  gates: readonly Gate[],
  stage: Stage,
  watcher: Watcher,
): Promise<{ callable: Lead[]; stale: number; outside: number; barred: number }> {
  const { bridge, now } = stage;
  const { items: leads } = await waitingLeads(stage, {
    workers: ["dial-lead"],
    fits: (lead) => waitsForDial(lead) && isBehind(pause, lead),
    order: inDueOrder,
    watcher,
  });
  const remaining = gates.filter((gate) => gate !== pause);
  const decided = leads.map((lead) => ({ lead, decision: forecast(lead, bridge, remaining, now()) }));
  const isOutside = (decision: DialDecision) => decision.dial === "later" && decision.isLong === true;
  const callable = decided.filter(({ decision }) => rings(decision) && !isOutside(decision)).map(({ lead }) => lead);
  const outside = decided.filter(({ decision }) => isOutside(decision)).length;
  const stale = decided.filter(({ decision }) => decision.dial === "held" && decision.reason === "stale").length;
  return { callable, stale, outside, barred: leads.length - callable.length - stale - outside };
}
