import type { Argument, Command, Option } from "commander";
import { abouts } from "../../../lambda/connectors/about.ts";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { callStates } from "../../../lambda/lead/call/call.ts";
import { leadStates } from "../../../lambda/lead/lead.ts";
import { reasons } from "../../../lambda/lead/reasons.ts";
import { made } from "../../secrets/rotate-secret.ts";
import { settable } from "../../secrets/set-secret.ts";

/** What may follow what on the command line, made from the commands themselves: it knows what `--help` knows. */

/** Kinds of names that the configuration gives, as `bridge names` prints them. */
export const nameKinds = ["sources", "accounts", "crms", "stages"] as const;
export type NameKind = (typeof nameKinds)[number];

/** What a value may be: one of these, a name of the configuration, or whatever somebody types. */
export type Values = { readonly choices: readonly string[] } | { readonly names: NameKind } | undefined;

export interface Words {
  /** By a command's path, such as `leads list`: its subcommands and options. */
  readonly following: ReadonlyMap<string, readonly string[]>;
  /** By a command's path and the number of an argument, from 1, such as `sources add 2`: what that may be. */
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
    for (const [at, each] of command.registeredArguments.entries()) {
      argument.set(`${key} ${at + 1}`, valuesOfArgument(each, path));
    }
    for (const each of command.options) {
      // After one whose value may be left out a command may follow, as after --local.
      if (each.long && each.required) option.set(`${key} ${each.long}`.trim(), valuesOfOption(each, path));
    }
    for (const each of command.commands) add(each, [...path, each.name()]);
  };
  add(root, []);
  return { following, argument, option };
}

/**
 * What is many, or only advice, stands in no `--help`: by how the option or argument is written, with its command before it
 * where another command has something else of that name.
 */
const listed: Readonly<Record<string, () => readonly string[]>> = {
  "--reason <code...>": () => reasons,
  "leads list --state <state...>": () => leadStates,
  "results list --state <state...>": () => callStates,
  "--connector <key>": () => intakes,
  "--time-zone <zone>": () => Intl.supportedValuesOf("timeZone"),
  "--crm <connector>": () => reporters,
  "crms add connector": () => reporters,
  "sources add connector": () => intakes,
  "secrets set purpose": () => settable,
  "secrets rotate purpose": () => made,
};

const reporters = abouts.map(({ key }) => key);
const intakes = connectors.filter((each: Connector) => each.intake).map(({ key }) => key as string);

function choicesOf(path: readonly string[], written: string): Values {
  const choices = (listed[[...path, written].join(" ")] ?? listed[written])?.();
  return choices && { choices };
}

function valuesOfOption({ long, flags, argChoices }: Option, path: readonly string[]): Values {
  if (argChoices) return { choices: argChoices };
  const names = /<name(\.\.\.)?>$/.test(flags) && long ? named[long] : undefined;
  return names ? { names } : choicesOf(path, flags);
}

function valuesOfArgument(argument: Argument, path: readonly string[]): Values {
  if (argument.argChoices) return { choices: argument.argChoices };
  const names = named[argument.name()];
  return names ? { names } : choicesOf(path, argument.name());
}
