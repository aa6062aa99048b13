import { Command } from "commander";
import type { gateJson } from "../../shapes/gate.ts";
import { keptBack } from "../../shapes/kept-back.ts";
import type { Stage } from "../../stage/stage.ts";
import { bringIn } from "../../words/bring-in.ts";
import { momentAndSpan } from "../../words/times.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { table } from "../terminal/table.ts";

/** What keeps many back at once, since when, and what ends it. */
export const gatesCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(
      new Command("gates").description(
        "Shows what keeps calls or results back as a whole: gates that a fault closed, pauses, and what the configuration says.",
      ),
    ),
    (stage, { web, ...options }: StageOptions & WebOption, _, command) =>
      web ? openAt("gates", stage, options, command, cli) : gates(stage),
  );

async function gates(stage: Stage): Promise<Result> {
  const data = await keptBack(stage);
  const rows = data.gates.map((gate) => [
    gate.bars,
    momentAndSpan(gate.since, stage.now()),
    endWords(gate, stage.now()),
    `${gate.reason_words}${gate.by ? ` (by ${gate.by})` : ""}${gate.detail ? `: ${gate.detail}` : ""}`,
  ]);
  const configured = [
    ...data.switches.map(({ found, remedy }) => (remedy ? `${found} ${remedy}` : found)),
    ...data.configured.map(
      (path) => `${path} in bridge.config.ts pauses calls; set it to false and ${bringIn(stage)}.`,
    ),
    ...(data.paused_regions.length > 0
      ? [`policies.hours.pausedRegions: nobody is called who may be in ${data.paused_regions.join(", ")}.`]
      : []),
  ];
  const closed = rows.length > 0 ? table(["kept back", "since", "then", "why"], rows) : "Every gate is open.";
  return { data, text: [closed, ...configured].join("\n") };
}

function endWords({ is_pause, is_closed, opens_at, asks_at }: ReturnType<typeof gateJson>, now: Date): string {
  if (is_pause) return "bridge resume ends it";
  if (!is_closed) return "it is open again";
  if (opens_at !== null) return `opens ${momentAndSpan(opens_at, now)}`;
  if (asks_at === null) return "nothing before somebody ends it";
  return asks_at <= now.toISOString()
    ? "Callingly is asked within a minute"
    : `Callingly is asked ${momentAndSpan(asks_at, now)}`;
}
