import type { Connector } from "../../contract/connector.ts";
import { dynamics365Report } from "./report.ts";

/** Dynamics 365 Sales: results become phone calls on the lead or contact. */
export const dynamics365 = {
  key: "dynamics365",
  title: "Dynamics 365 Sales",
  report: dynamics365Report,
} as const satisfies Connector;
