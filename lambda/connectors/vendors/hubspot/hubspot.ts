import type { Connector } from "../../contract/connector.ts";
import { surely } from "../../kit/in/recognise.ts";
import { hubspotIntake } from "./intake.ts";
import { hubspotReport } from "./report.ts";

/** HubSpot: a workflow sends contacts here, or an app their ids; results become calls on the contact. */
export const hubspot = {
  key: "hubspot",
  title: "HubSpot",
  recognises: ({ headers, body }) =>
    surely(
      headers["x-hubspot-signature"] !== undefined ||
        headers["x-hubspot-signature-v3"] !== undefined ||
        /"(?:hs_object_id|canonical-vid|portal-id|subscriptionType)"\s*:/.test(Buffer.from(body).toString("latin1")),
    ),
  intake: hubspotIntake,
  report: hubspotReport,
} as const satisfies Connector;
