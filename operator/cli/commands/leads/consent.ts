import { Command } from "commander";
import { consentOf } from "../../../leads/consent-of.ts";
import { consentJson } from "../../../shapes/consent.ts";
import type { Stage } from "../../../stage/stage.ts";
import { type Cli, type Result, stageCommand } from "../../command.ts";
import { consentText } from "../../views/consent.ts";
import { meant, WHO } from "./who.ts";

export const consentCommand = (cli: Cli): Command =>
  stageCommand(
    cli,
    new Command("consent")
      .description("Prints what can be shown of a person's consent to be called, as one document, and what cannot.")
      .argument("<who>", WHO),
    (stage, _options, [who = ""]) => evidence(stage, who, cli),
  );

async function evidence(stage: Stage, who: string, cli: Cli): Promise<Result> {
  const document = await consentOf(await meant(who, stage, cli), stage);
  return { data: consentJson(document), text: consentText(document) };
}
