import { Command } from "commander";
import { chosenScope, pauseCalls } from "../../gates/pause.ts";
import { pauseWords, scopeWords } from "../../gates/pauses.ts";
import { pauseView } from "../../shapes/gate.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { printable } from "../terminal/table.ts";

export interface ScopeOptions extends StageOptions {
  readonly account?: string;
  readonly source?: string;
  readonly region?: string;
}

interface Options extends ScopeOptions {
  readonly reason?: string;
}

export const withScope = (command: Command): Command =>
  command
    .option("--account <name>", "only this account")
    .option("--source <name>", "only this source")
    .option("--region <code>", "only people who may be in this state or province, such as US-LA");

export const pauseCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withScope(new Command("pause"))
      .description(
        "Stops calls within seconds: leads are accepted and wait. Of everything, an account, a source or a state.",
      )
      .option("--reason <text>", "why, for people who find it paused"),
    (stage, options: Options) => pause(stage, options, cli.operator),
  );

async function pause(stage: Stage, options: Options, by: string): Promise<Result> {
  const scope = chosenScope(options, stage.config);
  const { changed, pause: gate } = await pauseCalls(scope, options.reason, by, stage);
  return {
    data: { changed, pause: pauseView(gate) },
    text: changed
      ? `Paused: ${scopeWords(gate.on)}. Leads are accepted and wait; bridge resume lets them go.`
      : `It is paused already: ${printable(pauseWords(gate, stage.now()))}`,
  };
}
