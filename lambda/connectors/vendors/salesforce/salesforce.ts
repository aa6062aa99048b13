import type { Connector } from "../../contract/connector.ts";
import { salesforceReport } from "./report.ts";

/** Salesforce: results become tasks on the lead or contact. */
export const salesforce = {
  key: "salesforce",
  title: "Salesforce",
  report: salesforceReport,
} as const satisfies Connector;
