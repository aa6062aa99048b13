import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { activecampaignIntake } from "./intake.ts";
import { activecampaignReport } from "./report.ts";

/** ActiveCampaign: webhooks and automations send contacts here as a form; results become notes on the contact. */
export const activecampaign = {
  key: "activecampaign",
  title: "ActiveCampaign",
  recognises: (request) =>
    surely(
      bodyMentions(request, "initiated_from=", "contact%5Bid%5D=") ||
        bodyMentions(request, "initiated_from=", "deal%5Bid%5D=") ||
        bodyMentions(request, "contact%5Bid%5D=", "seriesid="),
    ),
  intake: activecampaignIntake,
  report: activecampaignReport,
} as const satisfies Connector;
