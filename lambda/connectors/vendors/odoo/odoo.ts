import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { odooIntake } from "./intake.ts";
import { odooReport } from "./report.ts";

/** Odoo: an automation rule sends leads or contacts; results become notes on them. */
export const odoo = {
  key: "odoo",
  title: "Odoo CRM",
  recognises: (request) => surely(bodyMentions(request, '"_action"', '"_model"', '"_id"')),
  intake: odooIntake,
  report: odooReport,
} as const satisfies Connector;
