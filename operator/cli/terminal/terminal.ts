import { Problem } from "../../../lib/program/problem.ts";

/** The person, or the script, at the command line. */
export interface Terminal {
  /**
   * The command's result, on standard output.
   * @param asItIs data, whose words are not ours to change
   */
  print(text: string, asItIs?: boolean): void;
  /** Beside the result, on standard error. */
  note(text: string): void;
  /** How far long work is; overwritten by the next, and not shown to scripts. */
  progress(text: string): void;
  /** @throws Problem when nobody is there to answer */
  confirm(question: string): Promise<boolean>;
  ask(question: string, options?: { default?: string; validate?: (text: string) => true | string }): Promise<string>;
  /** One of several, by its value. */
  choose(question: string, choices: readonly Choice[]): Promise<string>;
  /** As `ask`, but what is typed is not shown. */
  askSecret(question: string): Promise<string>;
  /** All of standard input, for what is piped in. */
  readInput(): Promise<string>;
  readonly isInteractive: boolean;
}

export interface Choice {
  readonly value: string;
  /** As a person reads it. */
  readonly name: string;
}

/** Most commands ask nothing. */
const prompts = () => import("@inquirer/prompts");

export function processTerminal(): Terminal {
  const isInteractive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  // The result may be piped on, so questions go to standard error.
  const context = { output: process.stderr };
  const attended = (question: string, option = "say it with an option, see --help"): void => {
    if (!isInteractive) throw new Problem(`${question} Nobody is there to answer: ${option}.`);
  };
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    isInteractive,
    print: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!isInteractive) return;
      clear();
      process.stderr.write(text);
      shown = true;
    },
    confirm: async (message) => {
      attended(message, "to have it done, add --yes");
      return (await prompts()).confirm({ message, default: false }, context);
    },
    ask: async (message, options = {}) => {
      attended(message);
      return (await prompts()).input({ message, ...options }, context);
    },
    choose: async (message, choices) => {
      attended(message);
      return (await prompts()).select({ message, choices: [...choices], pageSize: 12, loop: false }, context);
    },
    askSecret: async (message) => {
      attended(message);
      return (await prompts()).password({ message, mask: true }, context);
    },
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}
