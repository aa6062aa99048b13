import type { Command } from "commander";
import { bridgeProgram } from "../../operator/cli/program.ts";

/** The table of docs/command-line.md, made from the program itself. */

/** Every command that does something, by what is typed: `callingly teams get`. */
export function commandsOf(program: Command): ReadonlyMap<string, Command> {
  const under = (command: Command, path: readonly string[]): [string, Command][] => [
    ...(doesSomething(command) ? [[path.join(" "), command] as [string, Command]] : []),
    ...command.commands.flatMap((child) => under(child, [...path, child.name()])),
  ];
  return new Map(under(program, []).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One that only leads to others has no options of its own; `sources` is one and has some. */
const doesSomething = (command: Command): boolean =>
  command.parent !== null && (command.commands.length === 0 || command.options.length > 0);

/** It is only described, never run. */
export const described = (): Command => bridgeProgram({ env: {} } as never);

const usage = (path: string, command: Command): string =>
  [
    path,
    ...command.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    ),
    ...command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags),
  ].join(" ");

export function commandTable(program: Command): string {
  const rows = [...commandsOf(program)].map(
    ([path, command]) => `| \`${usage(path, command).replaceAll("|", "\\|")}\` | ${command.description()} |`,
  );
  return ["| `npm run bridge --` … | what it does |", "|---|---|", ...rows].join("\n");
}

const [begin, end] = ["<!-- commands: written by `npm run docs:commands` -->", "<!-- /commands -->"];

/** The page with the table as it should be. */
export function withTable(page: string, program: Command): string {
  const [before = "", after = ""] = [page.split(begin)[0], page.split(end)[1]];
  return `${before}${begin}\n${commandTable(program)}\n${end}${after}`;
}
