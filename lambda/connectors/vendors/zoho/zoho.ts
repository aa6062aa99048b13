import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, isAgent, surely } from "../../kit/in/recognise.ts";
import { zohoIntake } from "./intake.ts";
import { zohoReport } from "./report.ts";

/** Zoho CRM: a workflow sends leads or contacts here, or a notification their ids; results become calls on them. */
export const zoho = {
  key: "zoho",
  title: "Zoho CRM",
  recognises: (request) =>
    surely(
      isAgent(request, /^https:\/\/crm\.zoho(?:cloud)?\./) ||
        bodyMentions(request, '"channel_id"', '"resource_uri"', "zohoapis."),
    ),
  intake: zohoIntake,
  report: zohoReport,
} as const satisfies Connector;
