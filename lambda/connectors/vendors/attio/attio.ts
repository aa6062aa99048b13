import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { attioIntake } from "./intake.ts";
import { attioReport } from "./report.ts";

/** Attio: webhooks tell of people and list entries by their ids; results become notes on the people. */
export const attio = {
  key: "attio",
  title: "Attio",
  recognises: (request) =>
    surely(
      request.headers["attio-signature"] !== undefined ||
        bodyMentions(request, '"webhook_id"', '"event_type"', '"workspace_id"'),
    ),
  intake: attioIntake,
  report: attioReport,
} as const satisfies Connector;
