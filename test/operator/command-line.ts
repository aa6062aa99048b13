import type { Command } from "commander";
import { CommanderError } from "commander";
import { expect } from "vitest";
import { Problem } from "../../lib/program/problem.ts";
import type { Cli } from "../../operator/cli/command.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import type { Terminal } from "../../operator/cli/terminal/terminal.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { playAlone } from "../../stand-ins/crms/index.ts";

/** The operator's command line, typed at by a test. */

export interface Typed {
  readonly stage?: Stage | undefined;
  /** What the person says to questions, in their order: true and false to confirmations, text to the others. */
  readonly answers?: readonly (string | boolean)[];
  /** What is piped in. */
  readonly input?: string;
  readonly env?: Cli["env"];
  /** A program made otherwise, for commands with more than the usual to be handed. */
  readonly program?: (cli: Cli) => Command;
}

export interface Said {
  /** 0 as wished, 1 the bridge says no, 2 it could not be carried out. */
  readonly code: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly notes: string;
  readonly questions: readonly string[];
  /** What `--json` printed. */
  json<T = unknown>(): T;
}

export async function bridge(args: readonly string[], typed: Typed = {}): Promise<Said> {
  const { stage, env = {}, input = "", program = bridgeProgram } = typed;
  const answers = [...(typed.answers ?? [])];
  const isInteractive = typed.answers !== undefined;
  const [out, notes, questions]: string[][] = [[], [], []];
  const answer = (question: string): string | boolean => {
    questions?.push(question);
    const given = answers.shift();
    if (given === undefined) throw new Problem(`${question} Nobody is there to answer.`);
    return given;
  };
  const terminal: Terminal = {
    isInteractive,
    print: (text) => void out?.push(`${text}\n`),
    note: (text) => void notes?.push(`${text}\n`),
    progress: () => undefined,
    confirm: async (question) => answer(question) === true,
    ask: async (question, { default: usual, validate } = {}) => {
      const text = String(answer(question)) || (usual ?? "");
      const verdict = validate?.(text) ?? true;
      if (verdict !== true) throw new Problem(verdict);
      return text;
    },
    choose: async (question, choices) => {
      const given = String(answer(question));
      if (choices.some(({ value }) => value === given)) return given;
      throw new Problem(`${question} ${given} is not among ${choices.map(({ value }) => value).join(", ")}`);
    },
    askSecret: async (question) => String(answer(question)),
    readInput: async () => input,
  };
  const openStage = async (): Promise<Stage> => {
    if (!stage) throw new Problem("There is no stage.");
    return stage;
  };
  const playCrm: Cli["playCrm"] = async (connector, now, own) => playAlone(connector, now, own);
  const command = program({ openStage, playCrm, terminal, env, operator: "pat" });
  for (const each of withSubcommands(command)) {
    each.configureOutput({ writeOut: (text) => void out?.push(text), writeErr: (text) => void notes?.push(text) });
  }
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await command.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
  const code = Number(process.exitCode);
  process.exitCode = before;
  expect(answers, "answers that nobody asked for").toEqual([]);
  const said = { code, out: out?.join("") ?? "", notes: notes?.join("") ?? "", questions: questions ?? [] };
  return { ...said, json: () => JSON.parse(said.out) };
}

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];
