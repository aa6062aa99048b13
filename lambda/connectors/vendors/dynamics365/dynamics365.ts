import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { dynamics365Intake } from "./intake.ts";
import { dynamics365Report } from "./report.ts";

/** Dynamics 365 Sales: a registered webhook tells of leads and contacts; results become phone calls on them. */
export const dynamics365 = {
  key: "dynamics365",
  title: "Dynamics 365 Sales",
  recognises: (request) =>
    surely(
      request.headers["x-ms-dynamics-organization"] !== undefined ||
        bodyMentions(request, '"PrimaryEntityId"', '"MessageName"', '"InitiatingUserId"'),
    ),
  intake: dynamics365Intake,
  report: dynamics365Report,
} as const satisfies Connector;
