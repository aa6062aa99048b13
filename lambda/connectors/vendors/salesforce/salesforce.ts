import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, isAgent, surely } from "../../kit/in/recognise.ts";
import { salesforceIntake } from "./intake.ts";
import { NAMESPACE } from "./outbound-message.ts";
import { salesforceReport } from "./report.ts";

/** Salesforce: a rule or flow sends records here; results become tasks on the lead or contact. */
export const salesforce = {
  key: "salesforce",
  title: "Salesforce",
  recognises: (request) => surely(bodyMentions(request, NAMESPACE) || isAgent(request, /^SFDC-Callout\//)),
  intake: salesforceIntake,
  report: salesforceReport,
} as const satisfies Connector;
