import type { Command } from "commander";
import { Problem } from "../../../../lib/program/problem.ts";
import type { Bounds, Carrying } from "../../../leads/decide-all.ts";
import type { FilterOptions } from "../../../leads/filter.ts";
import type { Cli } from "../../command.ts";
import { readingAloud } from "../../reading.ts";

/** Options that several commands have. */

export const withFilter = (command: Command): Command =>
  command
    .option("--reason <code...>", "only with this reason, e.g. stale; several may be named")
    .option("--source <name>", "only of this source")
    .option("--account <name>", "only of this account")
    .option("--since <when>", "only what came since: 90m, 2h, 3d, or a date such as 2026-06-15");

export const withYes = (command: Command): Command =>
  command.option("--yes", "do not ask; needed where nobody is at a terminal");

/** For what is done with many. */
export const withMost = (command: Command): Command =>
  command.option("--limit <count>", "with --reason: how many at most, the oldest first");

/** @throws Problem when the limit is no number */
export const boundsOf = ({ limit }: { readonly limit?: string }, { terminal }: Pick<Cli, "terminal">): Bounds => ({
  ...(limit !== undefined && { limit: limitOf(limit) }),
  watcher: readingAloud(terminal),
});

/** Who carries a decision out on many leads, and says how far it is. */
export const carrying = (leads: readonly unknown[], { operator, terminal }: Cli): Carrying => ({
  by: operator,
  progress: (done) => terminal.progress(`${done} of ${leads.length}`),
});

export interface ListOptions extends FilterOptions {
  readonly limit?: string;
}

/** @throws Problem when it is no number */
export function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new Problem(`--limit ${text}: write a whole number above 0.`);
}
