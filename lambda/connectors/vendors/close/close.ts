import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { closeIntake } from "./intake.ts";
import { closeReport } from "./report.ts";

/** Close: a webhook subscription tells of leads and contacts; results become calls on the lead. */
export const close = {
  key: "close",
  title: "Close CRM",
  recognises: (request) =>
    surely(request.headers["close-sig-hash"] !== undefined || bodyMentions(request, '"whsub_', '"event"')),
  intake: closeIntake,
  report: closeReport,
} as const satisfies Connector;
