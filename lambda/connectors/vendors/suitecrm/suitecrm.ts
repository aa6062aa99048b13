import type { Connector } from "../../contract/connector.ts";
import { suitecrmReport } from "./report.ts";

/** SuiteCRM: results become calls on leads and contacts. It has no webhooks, so leads come from the forms themselves. */
export const suitecrm = { key: "suitecrm", title: "SuiteCRM", report: suitecrmReport } as const satisfies Connector;
