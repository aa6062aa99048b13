import type { Connector } from "../../contract/connector.ts";
import { closeReport } from "./report.ts";

/** Close: results become calls on the lead. */
export const close = {
  key: "close",
  title: "Close CRM",
  report: closeReport,
} as const satisfies Connector;
