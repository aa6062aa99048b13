import { Argument, Command } from "commander";

/** Completion for a shell, made from the commands themselves: it knows what `--help` knows, and is never older. */

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export const completionCommand = (): Command => {
  const command: Command = new Command("completion")
    .description("Prints what makes your shell complete this program's commands and options.")
    .addArgument(new Argument("<shell>", "which one you use").choices(shells))
    .addHelpText(
      "after",
      `
For this shell alone:  eval "$(bridge completion bash)"      (zsh: the same; fish: bridge completion fish | source)
For good:              bridge completion bash >> ~/.bashrc   (zsh: ~/.zshrc; fish: ~/.config/fish/completions/bridge.fish)

It completes the word bridge: give the program that name with  alias bridge='npm run --silent bridge --'`,
    )
    .action((shell: Shell) => {
      const root = rootOf(command);
      process.stdout.write(`${scripts[shell](wordsOf(root))}\n`);
    });
  return command;
};

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);

/** Completions of each command, by its path: `leads list` → its options. */
type Words = ReadonlyMap<string, readonly string[]>;

function wordsOf(root: Command): Words {
  const words = new Map<string, readonly string[]>();
  const add = (command: Command, path: readonly string[]) => {
    const subcommands = command.commands.map((each) => each.name());
    const options = command.options.flatMap(({ long }) => long ?? []);
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
    words.set(path.join(" "), [...subcommands, ...choices, ...options, "--help"]);
    for (const each of command.commands) add(each, [...path, each.name()]);
  };
  add(root, []);
  return words;
}

const cases = (words: Words, line: (path: string, following: string) => string): string =>
  [...words].map(([path, following]) => line(path, following.join(" "))).join("\n");

/** The longest path of commands among the words typed so far is the one that is completed. */
const bash = (words: Words): string => `_bridge() {
  local path="" known word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
${[...words.keys()]
  .filter(Boolean)
  .map((path) => `      "${path}") path="${path}" ;;`)
  .join("\n")}
    esac
  done
  case "$path" in
${cases(words, (path, following) => `    "${path}") known="${following}" ;;`)}
  esac
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _bridge bridge`;

const zsh = (words: Words): string => `autoload -U +X bashcompinit && bashcompinit
${bash(words)}`;

const fish = (words: Words): string =>
  [
    "function __bridge_words",
    "  set -l path ''",
    "  for word in (commandline -opc)[2..-1]",
    '    set -l next (string trim "$path $word")',
    "    switch $next",
    ...[...words.keys()].filter(Boolean).map((path) => `      case '${path}'; set path '${path}'`),
    "    end",
    "  end",
    "  switch $path",
    ...[...words].map(([path, following]) => `    case '${path}'; string split ' ' '${following.join(" ")}'`),
    "  end",
    "end",
    "complete -c bridge -f -a '(__bridge_words)'",
  ].join("\n");

const scripts: Readonly<Record<Shell, (words: Words) => string>> = { bash, zsh, fish };
