import { Command } from "commander";
import { indexingPrice, indexOldLeads } from "../../../leads/index-old.ts";
import type { Stage } from "../../../stage/stage.ts";
import { counted } from "../../../words/count.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { withYes } from "./options.ts";

interface Options extends StageOptions {
  readonly yes?: true;
}

export const indexOldCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(
      new Command("index-old").description(
        "Puts leads from before the table had its index of arrivals into it, so that leads list --all and today have them, too. It reads the whole table once, says before what that costs, and may be broken off and run again.",
      ),
    ),
    (stage, options: Options) => indexOld(stage, options, cli),
  );

async function indexOld(stage: Stage, { yes }: Options, cli: Cli): Promise<Result> {
  const { items, readUnits, writeUnits, dollars } = await indexingPrice(stage);
  const question = `The table has ${items} items, as AWS last counted them. Reading it takes some ${readUnits} read units, and at most ${writeUnits} write units if all of them are leads from before: $${dollars.toFixed(2)} at most. Nobody is called, and nothing else changes.\nPut them into the index?`;
  if (!(await agreed(cli, yes, question)))
    return { ok: false, data: { indexed: 0, why: "Nothing was changed." }, text: "Nothing was changed." };
  const indexed = await indexOldLeads(stage, (count) => cli.terminal.progress(`Put into the index: ${count}`));
  return {
    data: { indexed },
    text:
      indexed === 0
        ? "Every lead is in the index already."
        : `${counted(indexed, "lead")} from before ${indexed === 1 ? "is" : "are"} in the index now.`,
  };
}
