import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { defaultLocalAddress } from "../../lib/local-stage.ts";
import { onEnd } from "../../lib/program/ending.ts";
import { byScripts } from "../../lib/program/typed.ts";
import { defaultConfigPath } from "../../lib/synth/read-config.ts";
import type { Stage } from "../stage/stage.ts";
import type { Cli, Result, StageOptions } from "./command.ts";
import { openPrivately } from "./terminal/open-page.ts";
import { flagsOf } from "./where.ts";

/** The console, opened by a command: at its first page, or where what the command would have printed is shown. */

export interface Opening extends Pick<StageOptions, "local" | "json"> {
  /** A page below the console's, with its filter. */
  readonly place: string;
  readonly port: number;
  /** Whether a browser is opened. */
  readonly open: boolean;
  readonly readOnly?: true;
  readonly masked?: true;
  /** Ends when nobody has used it for so long, in milliseconds. */
  readonly idle: number;
}

const minute = 60_000;
export const usualOpening = { port: 0, open: true, idle: 30 * minute } as const;

/** With it a command opens the console at what it would have printed. */
export const withWeb = (command: Command): Command =>
  command.option(
    "--web",
    "opens it in the console in your browser instead; with --json it prints the address and opens none",
  );

export interface WebOption {
  readonly web?: true;
}

/** @param command whose flags say which bridge is meant */
export const openAt = (
  place: string,
  stage: Stage,
  { local, json }: StageOptions,
  command: Command,
  cli: Cli,
): Promise<Result> =>
  openConsole(
    stage,
    { ...usualOpening, place, open: json !== true, ...(local !== undefined && { local }), ...(json && { json }) },
    flagsOf(command),
    cli,
  );

/** Serves it until it is ended. @returns why it has ended */
export async function openConsole(stage: Stage, options: Opening, flags: string, cli: Cli): Promise<Result> {
  const { terminal, operator } = cli;
  let end: (words: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  // Loaded here, so that no other command waits for it.
  const { consolePages, proofs, routes, serveConsole, sessions } = await import("../console/index.ts");
  const running = await serveConsole({
    port: options.port,
    idleMs: options.idle,
    onIdle: () => end(`Nobody has looked for ${options.idle / minute} minutes: the console has ended.`),
    openStage: async () => stage,
    pages: consolePages,
    routes,
    sessions: sessions({ now: stage.now, newSecret, idleMs: options.idle }),
    proofs: proofs({ now: stage.now, newSecret }),
    howToOpen: "Open it again: `bridge console`.",
    newId: stage.newId,
    now: stage.now,
    facts: {
      isReadOnly: options.readOnly === true,
      isMasked: options.masked === true,
      flags,
      playCrm: cli.playCrm,
      configFile: cli.env.BRIDGE_CONFIG ?? defaultConfigPath,
      typed: { ...(cli.typed ?? byScripts), bridge: cli.typedAs ?? "bridge" },
      local: options.local === true ? defaultLocalAddress : options.local,
    },
    operator,
    onFailure: (message) => terminal.note(message),
  });
  try {
    await say(running.newAddress(options.place), stage, options, terminal);
    onEnd(() => end(""));
    return { data: null, text: await ended, isData: true };
  } finally {
    await running.close();
  }
}

async function say(
  url: string,
  { name, place }: Stage,
  { json, open }: Opening,
  terminal: Cli["terminal"],
): Promise<void> {
  if (json) return terminal.print(JSON.stringify({ url }), true);
  const opened = open && (await openPrivately(url));
  const lines = [
    `The console of ${name} (${place})${opened ? " opens in your browser" : ""}:`,
    `  ${url}`,
    "The address counts once, and for a minute. Ctrl-C ends the console.",
  ];
  terminal.print(lines.join("\n"));
}

const newSecret = (): string => randomBytes(32).toString("base64url");
