import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { defaultLocalAddress } from "../../../lib/local-stage.ts";
import { onEnd } from "../../../lib/program/ending.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { defaultConfigPath } from "../../../lib/read-config.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, printed, type Result, type StageOptions, withStage } from "../command.ts";
import { openPrivately } from "../terminal/open-page.ts";
import { flagsOf } from "../where.ts";

interface Options extends StageOptions {
  readonly port: number;
  readonly open: boolean;
  readonly readOnly?: true;
  readonly masked?: true;
  readonly idle: number;
}

/** Everything that the commands show and do, in the operator's browser. */
export function consoleCommand(cli: Cli): Command {
  const command = withStage(cli, new Command("console"))
    .description("Opens the bridge in your browser: what waits, why, and the button that mends it. Ends with Ctrl-C.")
    .option("--port <port>", "0 picks a free one", portOf, 0)
    .option("--no-open", "print the address, and open no browser")
    .option("--read-only", "nothing can be changed from there")
    .option("--masked", "names and whole phone numbers are never shown")
    .option("--idle <span>", "ends when nobody has looked for so long: 30m, 2h", idleOf, 30 * minute);
  return command.action(async () => {
    const options = command.opts<Options>();
    await printed(cli, false, async () => {
      if (options.local !== undefined && command.getOptionValueSource("stage") === "cli")
        throw new Problem("Give --stage or --local: the one names a deployed bridge, the other is on this machine.");
      return run(await cli.openStage(options), options, flagsOf(command), cli);
    });
  });
}

const minute = 60_000;

const newSecret = (): string => randomBytes(32).toString("base64url");

async function run(stage: Stage, options: Options, flags: string, cli: Cli): Promise<Result> {
  const { terminal, operator } = cli;
  let end: (words: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  // Loaded here, so that no other command waits for it.
  const { consolePages, proofs, routes, serveConsole, sessions } = await import("../../console/index.ts");
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
      local: options.local === true ? defaultLocalAddress : options.local,
    },
    operator,
    onFailure: (message) => terminal.note(message),
  });
  const url = running.newAddress();
  if (options.json) terminal.print(JSON.stringify({ url }), true);
  else {
    const opened = options.open && (await openPrivately(url));
    terminal.print(
      [
        `The console of ${stage.name} (${stage.place})${opened ? " opens in your browser" : ""}:`,
        `  ${url}`,
        "The address counts once, and for a minute. Ctrl-C ends the console.",
      ].join("\n"),
    );
  }
  onEnd(() => end(""));
  const words = await ended;
  await running.close();
  return { data: null, text: words, isData: true };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError("Write a port between 0 and 65535.");
}

function idleOf(text: string): number {
  const [, amount, unit] = /^(\d+)\s*(m|min|h)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * minute * (unit === "h" ? 60 : 1);
  if (ms > 0 && ms <= 24 * 60 * minute) return ms;
  throw new InvalidArgumentError("Write a span such as 30m or 2h, a day at most.");
}
