import type { Connector } from "../../contract/connector.ts";
import { webhookReport } from "./report.ts";

/** Results for any server of yours, as signed JSON. */
export const webhook = {
  key: "webhook",
  title: "Signed webhook",
  report: webhookReport,
} as const satisfies Connector;
