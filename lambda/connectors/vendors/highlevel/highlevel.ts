import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { highlevelIntake } from "./intake.ts";
import { highlevelReport } from "./report.ts";

/** HighLevel, formerly GoHighLevel: a workflow or an app sends contacts here; results become notes on the contact. */
export const highlevel = {
  key: "highlevel",
  title: "HighLevel",
  recognises: (request) =>
    surely(
      request.headers["x-ghl-signature"] !== undefined ||
        request.headers["x-wh-signature"] !== undefined ||
        bodyMentions(request, '"contact_id"', '"customData"', '"location"'),
    ),
  intake: highlevelIntake,
  report: highlevelReport,
} as const satisfies Connector;
