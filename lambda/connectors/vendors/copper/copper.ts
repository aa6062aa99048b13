import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { copperIntake } from "./intake.ts";
import { copperReport } from "./report.ts";

/** Copper: webhooks tell of leads and people by their ids; results become activities on them. */
export const copper = {
  key: "copper",
  title: "Copper",
  recognises: (request) => surely(bodyMentions(request, '"subscription_id"', '"ids"', '"timestamp"')),
  intake: copperIntake,
  report: copperReport,
} as const satisfies Connector;
