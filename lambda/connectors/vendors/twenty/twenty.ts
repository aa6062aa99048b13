import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { twentyIntake } from "./intake.ts";
import { twentyReport } from "./report.ts";

/** Twenty, in its cloud or hosted by its users: webhooks bring people, and results become notes on them. */
export const twenty = {
  key: "twenty",
  title: "Twenty CRM",
  recognises: (request) =>
    surely(
      request.headers["x-twenty-webhook-signature"] !== undefined ||
        bodyMentions(request, '"objectMetadata"', '"webhookId"', '"eventName"'),
    ),
  intake: twentyIntake,
  report: twentyReport,
} as const satisfies Connector;
