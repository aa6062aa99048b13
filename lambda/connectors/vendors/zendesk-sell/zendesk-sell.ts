import type { Connector } from "../../contract/connector.ts";
import { zendeskSellReport } from "./report.ts";

/** Zendesk Sell: results become calls on leads and contacts. It has no webhooks of its own that could send leads. */
export const zendeskSell = {
  key: "zendesk-sell",
  title: "Zendesk Sell",
  report: zendeskSellReport,
} as const satisfies Connector;
