import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, isAgent, surely } from "../../kit/in/recognise.ts";
import { pipedriveIntake } from "./intake.ts";
import { pipedriveReport } from "./report.ts";

/** Pipedrive: its webhooks bring persons, deals and leads; results become calls on them. */
export const pipedrive = {
  key: "pipedrive",
  title: "Pipedrive",
  recognises: (request) =>
    surely(
      isAgent(request, /^Pipedrive/i) || bodyMentions(request, '"permitted_user_ids"', '"entity"', '"webhook_id"'),
    ),
  intake: pipedriveIntake,
  report: pipedriveReport,
} as const satisfies Connector;
