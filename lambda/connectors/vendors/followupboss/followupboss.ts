import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { followupbossIntake } from "./intake.ts";
import { followupbossReport } from "./report.ts";

/** Follow Up Boss: webhooks tell of people by their ids; results become calls on the person. */
export const followupboss = {
  key: "followupboss",
  title: "Follow Up Boss",
  recognises: (request) =>
    surely(request.headers["fub-signature"] !== undefined || bodyMentions(request, '"resourceIds"', '"eventCreated"')),
  intake: followupbossIntake,
  report: followupbossReport,
} as const satisfies Connector;
