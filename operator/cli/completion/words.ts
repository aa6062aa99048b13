import type { Argument, Command, Option } from "commander";

/** What may follow what on the command line, made from the commands themselves: it knows what `--help` knows. */

/** Kinds of names that the configuration gives, as `bridge names` prints them. */
export const nameKinds = ["sources", "accounts", "crms", "stages"] as const;
export type NameKind = (typeof nameKinds)[number];

/** What a value may be: one of these, a name of the configuration, or whatever somebody types. */
export type Values = { readonly choices: readonly string[] } | { readonly names: NameKind } | undefined;

export interface Words {
  /** By a command's path, such as `leads list`: its subcommands and options. */
  readonly following: ReadonlyMap<string, readonly string[]>;
  /** By a command's path: what its first argument may be. */
  readonly argument: ReadonlyMap<string, Values>;
  /** By a command's path and an option that needs a value: what that may be. */
  readonly option: ReadonlyMap<string, Values>;
}

/** Where `<name>` stands for a name of the configuration, by the option or argument that takes it. */
const named: Readonly<Record<string, NameKind>> = {
  "--source": "sources",
  "--snippet": "sources",
  "--show": "sources",
  "--account": "accounts",
  "--crm": "crms",
  "--stage": "stages",
  source: "sources",
  crm: "crms",
};

export function wordsOf(root: Command): Words {
  const following = new Map<string, readonly string[]>();
  const argument = new Map<string, Values>();
  const option = new Map<string, Values>();
  const add = (command: Command, path: readonly string[]) => {
    const key = path.join(" ");
    const subcommands = command.commands.map((each) => each.name());
    const options = command.options.flatMap(({ long }) => long ?? []);
    following.set(key, [...subcommands, ...options, "--help"]);
    const [first] = command.registeredArguments;
    if (first !== undefined) argument.set(key, valuesOfArgument(first));
    for (const each of command.options) {
      // After one whose value may be left out a command may follow, as after --local.
      if (each.long && each.required) option.set(`${key} ${each.long}`.trim(), valuesOfOption(each));
    }
    for (const each of command.commands) add(each, [...path, each.name()]);
  };
  add(root, []);
  return { following, argument, option };
}

function valuesOfOption({ long, flags, argChoices }: Option): Values {
  if (argChoices) return { choices: argChoices };
  const names = /<name(\.\.\.)?>$/.test(flags) && long ? named[long] : undefined;
  return names && { names };
}

function valuesOfArgument(argument: Argument): Values {
  if (argument.argChoices) return { choices: argument.argChoices };
  const names = named[argument.name()];
  return names && { names };
}
