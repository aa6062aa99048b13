import type { Connector } from "./connector.ts";
import { hubspotIntake } from "./hubspot/intake.ts";
import { hubspotReport } from "./hubspot/report.ts";

/** HubSpot: a workflow sends contacts here, results become calls on the contact. */
export const hubspot = {
  key: "hubspot",
  title: "HubSpot",
  intake: hubspotIntake,
  report: hubspotReport,
} as const satisfies Connector;
