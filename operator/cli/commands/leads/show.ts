import { Command } from "commander";
import { wholeLead } from "../../../leads/whole-lead.ts";
import { wholeLeadJson } from "../../../shapes/lead.ts";
import { verdictJson } from "../../../shapes/verdict.ts";
import type { Stage } from "../../../stage/stage.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../../command.ts";
import { openAt, type WebOption, withWeb } from "../../open-console.ts";
import { wholeLeadText } from "../../views/leads.ts";
import { verdictText } from "../../views/verdict.ts";
import { meant, WHO } from "./who.ts";

export const showCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    withWeb(
      new Command("show")
        .description("Shows everything about one lead, personal data included.")
        .argument("<who>", WHO),
    ),
    async (stage, { web, ...options }: StageOptions & WebOption, [who = ""], command) => {
      if (web) return openAt(`leads/${(await meant(who, stage, cli)).id}`, stage, options, command, cli);
      return show(stage, who, cli);
    },
  );

async function show(stage: Stage, who: string, cli: Cli): Promise<Result> {
  const { verdict, ...whole } = await wholeLead(await meant(who, stage, cli), stage);
  const data = { ...wholeLeadJson(whole), may_ring: verdict ? verdictJson(verdict) : null };
  const text = [wholeLeadText(whole, stage.now()), ...(verdict ? ["", verdictText(verdict)] : [])];
  return { data, text: text.join("\n") };
}
