import { Command } from "commander";
import type { Cli } from "./cli.ts";
import { callinglyCommand } from "./commands/callingly.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { initCommand } from "./commands/init.ts";
import { leadsCommand } from "./commands/leads.ts";
import { pauseCommand } from "./commands/pause.ts";
import { previewCommand } from "./commands/preview.ts";
import { replayCommand } from "./commands/replay.ts";
import { resultsCommand } from "./commands/results.ts";
import { resumeCommand } from "./commands/resume.ts";
import { reviewCommand } from "./commands/review.ts";
import { secretsCommand } from "./commands/secrets.ts";
import { sendCommand } from "./commands/send.ts";
import { sourcesCommand } from "./commands/sources.ts";

/**
 * The operator's command line. Each command is a file of its own under commands/, made of what it is handed. Exit
 * codes: 0 it is as wished, 1 the bridge says no, 2 the command could not be carried out as it was given.
 */
export function bridgeProgram(cli: Cli): Command {
  const program = new Command("bridge")
    .description("Looks after the bridge: its leads and results, its doors, keys and health.")
    .configureHelp({ sortSubcommands: true })
    .addCommand(leadsCommand(cli))
    .addCommand(pauseCommand(cli))
    .addCommand(callinglyCommand(cli))
    .addCommand(doctorCommand(cli))
    .addCommand(initCommand(cli))
    .addCommand(previewCommand)
    .addCommand(replayCommand(cli))
    .addCommand(resultsCommand(cli))
    .addCommand(resumeCommand(cli))
    .addCommand(reviewCommand(cli))
    .addCommand(secretsCommand(cli))
    .addCommand(sendCommand(cli))
    .addCommand(sourcesCommand(cli));
  for (const command of withSubcommands(program)) {
    command.exitOverride().showHelpAfterError("(add --help for what there is)");
  }
  return program;
}

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];
