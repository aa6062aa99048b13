import { Command } from "commander";
import { callsOf } from "../../../leads/calls-of.ts";
import { consentDocument } from "../../../leads/consent-document.ts";
import type { Stage } from "../../../stage/stage.ts";
import { type Cli, type Result, stageCommand } from "../../command.ts";
import { consentJson, consentText } from "../../views/consent.ts";
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
  const lead = await meant(who, stage, cli);
  const { text, earlierTexts = [] } = stage.config.sources[lead.source]?.consent ?? {};
  const wordings = [...(text === undefined ? [] : [text]), ...earlierTexts];
  const { isRequired } = stage.bridge.consentRules(lead.source);
  const document = consentDocument(lead, await callsOf(lead, stage), { isRequired, wordings });
  return { data: consentJson(document), text: consentText(document) };
}
