import type { Connector } from "../../contract/connector.ts";
import { zohoReport } from "./report.ts";

/** Zoho CRM: results become calls on the lead or contact. */
export const zoho = {
  key: "zoho",
  title: "Zoho CRM",
  report: zohoReport,
} as const satisfies Connector;
