import { Command } from "commander";
import { chosenScope } from "../../gates/pause.ts";
import { pauseWords, scopeOn, scopeWords } from "../../gates/pauses.ts";
import { carryOutResume, outlookOf, planResume } from "../../gates/resume.ts";
import { peopleOf } from "../../leads/people.ts";
import { pauseView } from "../../shapes/gate.ts";
import type { Stage } from "../../stage/stage.ts";
import { standInWords } from "../../stage/stand-in.ts";
import { agreed, type Cli, type Result, stageCommand } from "../command.ts";
import { readingAloud } from "../reading.ts";
import { printable } from "../terminal/table.ts";
import { allOfWhom } from "../views/leads.ts";
import { carrying, withYes } from "./leads/options.ts";
import { type ScopeOptions, withScope } from "./pause.ts";

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
  const { config, now } = stage;
  const scope = chosenScope(options, config);
  const what = scopeWords(scopeOn(scope));
  const plan = await planResume(scope, readingAloud(cli.terminal), stage);
  const { pause, callable, stale, outside, asked, barred } = plan;
  const stillPaused = plan.stillPaused.map(printable);
  if (!pause) {
    const why = [`Nobody has paused ${what} with bridge pause.`, ...stillPaused].join("\n");
    return { ok: stillPaused.length === 0, data: { changed: false, called: [], why }, text: why };
  }
  const outlook = outlookOf(plan).map(printable);
  if (callable.length > 0) {
    const question = [
      `Paused: ${printable(pauseWords(pause, now()))}`,
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
  await carryOutResume(pause, callable, carrying(callable, cli), stage);
  const words = [
    `Resumed: ${what}. ${callable.length === 0 ? "Nobody waited who can be called now." : `${peopleOf(callable)} called from now on, at the usual pace.`}`,
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
      asked_time: asked,
      held: barred,
      still_paused: stillPaused,
    },
    text: words.filter(Boolean).join("\n"),
  };
}
