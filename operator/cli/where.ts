import type { Command } from "commander";
import { defaultLocalAddress } from "../../lib/local-stage.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * A text that names a next command means the bridge that was asked about: typed as it stands, it must not reach
 * another one. So what is said names the stage wherever the person had to.
 */

/** A terminal on which every command that is named carries `flags`; what is printed as it is stays so. */
export function sayingWhere(terminal: Terminal, here: (text: string) => string): Terminal {
  return {
    ...terminal,
    print: (text, asItIs) => terminal.print(asItIs ? text : here(text), asItIs),
    note: (text) => terminal.note(here(text)),
    progress: (text) => terminal.progress(here(text)),
    confirm: (question) => terminal.confirm(here(question)),
    ask: (question, options) => terminal.ask(here(question), options),
    choose: (question, choices) => terminal.choose(here(question), choices),
    askSecret: (question) => terminal.askSecret(here(question)),
  };
}

/** The flags that make a command reach the same bridge; empty where none is needed. */
export function flagsOf(command: Command): string {
  const { stage, local } = command.opts<{ stage?: string; local?: string | true }>();
  if (local !== undefined) return local === true || local === defaultLocalAddress ? "--local" : `--local ${local}`;
  return command.getOptionValueSource("stage") === "cli" ? `--stage ${stage}` : "";
}

/** "The bridge sends …" is about the bridge, and no command; nor is what is typed as it has to be already. */
const COMMAND = "(?<![\\w-]|\\b[Tt]he |npx )";

/** @param program whose commands are looked for: those that work on a stage */
export function withFlags(text: string, flags: string, program: Command): string {
  if (flags === "") return text;
  const named = pathsOf(program).join("|");
  const commands = new RegExp(`${COMMAND}(bridge (?:${named}))(?![\\w-]| --(?:local|stage)\\b)`, "g");
  return text.replace(commands, `$1 ${flags}`);
}

/** Every command that is named, as it has to be typed. @param typedAs what is typed instead of `bridge` */
export function named(text: string, typedAs: string, program: Command): string {
  if (typedAs === "bridge") return text;
  const names = program.commands.map((command) => command.name()).join("|");
  const commands = new RegExp(`${COMMAND}bridge (?=(?:${names})(?![\\w-]))`, "g");
  return text.replace(commands, `${typedAs} `);
}

/** Longer ones first, as `secrets` begins what `secrets set` is. */
const pathsOf = (program: Command): string[] =>
  program.commands.flatMap((command) => below(command, command.name())).sort((one, other) => other.length - one.length);

const below = (command: Command, path: string): string[] => [
  ...(command.options.some(({ long }) => long === "--stage") ? [path] : []),
  ...command.commands.flatMap((each) => below(each, `${path} ${each.name()}`)),
];

/** A page that is named lies in the clone; of an app, in the package. @param folder of the package, from the person's */
export const withPages = (text: string, folder: string): string =>
  folder === "" ? text : text.replace(/(?<![\w/.-])(?:docs\/(?:[\w-]+\/)?[\w-]+|RUNBOOK)\.md\b/g, `${folder}/$&`);

/** `--local WHO`: what follows is an address only if it looks like one, else it is the command's own word. */
export const localAlone = (words: readonly string[]): string[] =>
  words.map((word, at) => {
    const next = words[at + 1];
    const isAlone = word === "--local" && next !== undefined && !looksLikeAddress.test(next);
    return isAlone ? `--local=${defaultLocalAddress}` : word;
  });

const looksLikeAddress = /^(https?:|localhost\b|127\.|\[)/i;
