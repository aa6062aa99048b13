import { Command, InvalidArgumentError } from "commander";
import { Problem } from "../../../lib/program/problem.ts";
import { placeNamed } from "../../console/places.ts";
import { type Cli, printed, type StageOptions, withStage } from "../command.ts";
import { type Opening, openConsole, usualOpening } from "../open-console.ts";
import { flagsOf } from "../where.ts";

interface Options extends StageOptions, Omit<Opening, "place" | "local" | "json" | "open"> {
  /** A page, or false for `--no-open`: the two are told apart by what they are. */
  readonly open: string | boolean;
}

/** Everything that the commands show and do, in the operator's browser. */
export function consoleCommand(cli: Cli): Command {
  const command = withStage(cli, new Command("console"))
    .description("Opens the bridge in your browser: what waits, why, and the button that mends it. Ends with Ctrl-C.")
    .option("--port <port>", "0 picks a free one", portOf, usualOpening.port)
    .option("--open <page>", "at this page: today, waiting, review, leads/ID and others; default: the first one")
    .option("--no-open", "print the address, and open no browser")
    .option("--read-only", "nothing can be changed from there")
    .option("--masked", "names and whole phone numbers are never shown")
    .option("--idle <span>", "ends when nobody has looked for so long: 30m, 2h", idleOf, usualOpening.idle);
  return command.action(async () => {
    const { open, ...options } = command.opts<Options>();
    await printed(cli, false, async () => {
      if (options.local !== undefined && command.getOptionValueSource("stage") === "cli")
        throw new Problem("Give --stage or --local: the one names a deployed bridge, the other is on this machine.");
      const place = typeof open === "string" ? placeNamed(open) : "";
      return openConsole(
        await cli.openStage(options),
        { ...options, place, open: open !== false },
        flagsOf(command),
        cli,
      );
    });
  });
}

const minute = 60_000;

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
