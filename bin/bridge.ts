import { Command } from "commander";
import { previewCommand } from "./commands/preview.ts";

/**
 * The operator's command line. Each command is a file of its own under commands/. Exit codes: 0 it is as wished,
 * 1 the bridge says no, 2 the command could not be carried out as it was given.
 */
const program = new Command("bridge")
  .description("Looks into the bridge and what it is sent. Nothing here rings a phone.")
  .configureHelp({ sortSubcommands: true })
  .showHelpAfterError("(add --help for what there is)")
  .addCommand(previewCommand);

for (const command of [program, ...program.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}
await program.parseAsync();
