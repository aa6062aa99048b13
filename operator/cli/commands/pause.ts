import { Command } from "commander";
import type { Gate } from "../../../lambda/lead/gates.ts";
import { isRegion } from "../../../lambda/lead/hours/region-names.ts";
import { GATES_MAX_AGE_MS } from "../../../lambda/store/cached-gates.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { accountIdIn } from "../../account-id.ts";
import { configuredPauses, isPause, pauseOf, type Scope, scopeOn, scopeWords } from "../../gates/pauses.ts";
import type { Stage } from "../../stage/stage.ts";
import { momentAndSpan } from "../../words/times.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { printable } from "../terminal/table.ts";
import { checkNames } from "./leads/options.ts";

export interface ScopeOptions extends StageOptions {
  readonly account?: string;
  readonly source?: string;
  readonly region?: string;
}

interface Options extends ScopeOptions {
  readonly reason?: string;
}

export const withScope = (command: Command): Command =>
  command
    .option("--account <name>", "only this account")
    .option("--source <name>", "only this source")
    .option("--region <code>", "only people who may be in this state or province, such as US-LA");

/**
 * When it returns, every dial that begins sees the pause. What was sent to Callingly already goes on; results are still
 * written.
 */
export const pauseCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withScope(new Command("pause"))
      .description(
        "Stops calls within seconds: leads are accepted and wait. Of everything, an account, a source or a state.",
      )
      .option("--reason <text>", "why, for people who find it paused"),
    (stage, options: Options) => pause(stage, options, cli.operator),
  );

async function pause({ store, config, now, sleep }: Stage, options: Options, by: string): Promise<Result> {
  const on = scopeOn(chosenScope(options, config));
  const before = (await store.gates.all()).find((gate) => gate.on === on && isPause(gate));
  if (before) {
    return {
      data: { changed: false, pause: pauseView(before) },
      text: `It is paused already: ${pauseWords(before, now())}`,
    };
  }
  const gate = pauseOf(on, options.reason, by, now());
  await store.gates.close(gate);
  await sleep(GATES_MAX_AGE_MS);
  return {
    data: { changed: true, pause: pauseView(gate) },
    text: `Paused: ${scopeWords(on)}. Leads are accepted and wait; bridge resume lets them go.`,
  };
}

/** @throws Problem when it names two things, or what the configuration does not have */
export function chosenScope({ account, source, region }: ScopeOptions, config: Stage["config"]): Scope {
  if ([account, source, region].filter((named) => named !== undefined).length > 1) {
    throw new Problem("Name an account, a source or a region, and no two of them.");
  }
  const code = region?.toUpperCase();
  if (code !== undefined && !isRegion(code)) {
    throw new Problem(`--region ${region}: write a state or province of US, CA or AU with its country, as US-LA.`);
  }
  checkNames({ ...(account !== undefined && { account }), ...(source !== undefined && { source }) }, config);
  return { account: account && accountIdIn(config, account), source, region: code };
}

export const pauseView = ({ on, detail, by, closedAt }: Gate) => ({
  on,
  reason: detail ?? null,
  by: by ?? null,
  since: closedAt,
});

export const pauseWords = ({ on, detail, by, closedAt }: Gate, now: Date): string =>
  printable(
    `${scopeWords(on)}, since ${momentAndSpan(closedAt, now)}${by ? `, by ${by}` : ""}${detail ? `: ${detail}` : ""}`,
  );

/** How an operator ends a pause that stands in the configuration. */
export function configuredWords(config: Stage["config"], scope: Scope): string[] {
  const paths = configuredPauses(config, scope);
  if (paths.length === 0) return [];
  return [
    `${paths.join(" and ")} in bridge.config.ts ${paths.length === 1 ? "pauses" : "pause"} calls as well; that ends by setting it to false and deploying.`,
  ];
}
