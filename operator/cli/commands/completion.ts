import { Argument, Command } from "commander";
import { type Shell, scripts, shells } from "../completion/scripts.ts";
import { wordsOf } from "../completion/words.ts";

/** Completion for a shell: made from the commands when it is asked for, so it is never older than they are. */
export const completionCommand = (): Command => {
  const command: Command = new Command("completion")
    .description("Prints what makes your shell complete commands, options, and names of the configuration.")
    .addArgument(new Argument("<shell>", "which one you use").choices(shells))
    .addHelpText(
      "after",
      `
For this shell alone:  eval "$(bridge completion bash)"      (zsh: the same; fish: bridge completion fish | source)
For good:              bridge completion bash >> ~/.bashrc   (zsh: ~/.zshrc; fish: ~/.config/fish/completions/bridge.fish)

It completes the word bridge: give the program that name before, with  alias bridge='npm run --silent bridge --'`,
    )
    .action((shell: Shell) => {
      process.stdout.write(`${scripts[shell](wordsOf(rootOf(command)))}\n`);
    });
  return command;
};

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);
