import { Command } from "commander";
import { timeNamed } from "../../../leads/asked-time.ts";
import { type Cli, type StageOptions, stageCommand } from "../../command.ts";
import { carryOut } from "./decisions.ts";
import { withYes } from "./options.ts";
import { meant, WHO } from "./who.ts";

interface Options extends StageOptions {
  readonly at: string;
  readonly yes?: true;
}

export const rescheduleCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withYes(new Command("reschedule"))
      .description("Calls a lead at another time; all rules are asked again at that moment.")
      .argument("<who>", WHO)
      .requiredOption(
        "--at <time>",
        'when, by the person\'s clocks: "2026-06-16 14:30", "tomorrow at 9", "in 2 hours"; or with its zone or offset',
      ),
    async (stage, { at, yes }: Options, [who = ""]) => {
      const lead = await meant(who, stage, cli);
      return carryOut(lead, { kind: "reschedule", asked: timeNamed(at, lead, stage) }, { cli, stage, yes });
    },
  );
