import type { Lead } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";
import { callsOf } from "./calls-of.ts";
import { type ConsentDocument, consentDocument } from "./consent-document.ts";

/** What can be shown of a person's consent, with the wordings that the configuration knows. */
export async function consentOf(lead: Lead, stage: Stage): Promise<ConsentDocument> {
  const { text, earlierTexts = [] } = stage.config.sources[lead.source]?.consent ?? {};
  const wordings = [...(text === undefined ? [] : [text]), ...earlierTexts];
  const { isRequired } = stage.bridge.consentRules(lead.source);
  return consentDocument(lead, await callsOf(lead, stage), { isRequired, wordings });
}
