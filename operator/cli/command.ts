import type { Command } from "commander";
import { ConfigError } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Typed } from "../../lib/program/typed.ts";
import type { PlayCrm } from "../results/preview/played-crm.ts";
import { awsProblem } from "../stage/aws-problem.ts";
import type { StageChoice } from "../stage/open-stage.ts";
import type { Stage } from "../stage/stage.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The dependencies of all commands. */
export interface Cli {
  readonly openStage: (choice: StageChoice) => Promise<Stage>;
  readonly playCrm: PlayCrm;
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The operator's name, as it is written into a lead's history. */
  readonly operator: string;
  /** How the command line is typed where the operator is, instead of `bridge`. */
  readonly typedAs?: string;
  /** How else a text of ours is typed there. @default as in a clone */
  readonly typed?: Typed;
}

/** The result of a command: the same for scripts and for people. */
export interface Result {
  /** Printed with `--json`, on one line. */
  readonly data: unknown;
  readonly text: string;
  /** `text` is what is kept, word for word. @default false */
  readonly isData?: boolean;
  /** The bridge says no: exit code 1. @default true */
  readonly ok?: boolean;
}

export interface StageOptions {
  readonly stage: string;
  readonly local?: string | true;
  readonly json?: true;
}

/** The options that say which bridge a command is for. */
export const withStage = (cli: Pick<Cli, "env">, command: Command): Command =>
  command
    .option("--stage <name>", "which deployed bridge", cli.env.BRIDGE_STAGE ?? "prod")
    .option("--local [address]", "the bridge that `npm start` runs on this machine, by the address of its demo page")
    .option("--json", "one JSON value, for scripts");

/** A command that works on a stage: `run` gets the stage and the options, and its result is printed. */
export function stageCommand<Options extends StageOptions>(
  cli: Cli,
  command: Command,
  run: (stage: Stage, options: Options, args: readonly string[], command: Command) => Promise<Result>,
): Command {
  return withStage(cli, command).action(async (...given: unknown[]) => {
    // Commander hands over the arguments, then the options, then the command.
    const options = command.opts<Options>();
    const args = given
      .slice(0, -2)
      .flat()
      .filter((each) => each !== undefined)
      .map(String);
    await printed(cli, options.json === true, async () => {
      if (options.local !== undefined && command.getOptionValueSource("stage") === "cli")
        throw new Problem("Give --stage or --local: the one names a deployed bridge, the other is on this machine.");
      return run(await cli.openStage(options), options, args, command);
    });
  });
}

/** Prints what came of a command and sets the exit code: 0 as wished, 1 the bridge says no, 2 it could not be done. */
export async function printed({ terminal }: Cli, asJson: boolean, work: () => Promise<Result>): Promise<void> {
  try {
    const { data, text, isData = false, ok = true } = await work();
    terminal.print(asJson ? JSON.stringify(data) : text, asJson || isData);
    if (!ok) process.exitCode = 1;
  } catch (error) {
    const problem = error instanceof Problem || error instanceof ConfigError ? error : awsProblem(error);
    if (!problem) throw error;
    terminal.note(problem.message);
    process.exitCode = 2;
  }
}

/** Before anything that may ring a person. */
export async function agreed({ terminal }: Cli, yes: boolean | undefined, question: string): Promise<boolean> {
  return yes === true || (await terminal.confirm(question));
}
