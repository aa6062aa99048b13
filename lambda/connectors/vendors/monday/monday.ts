import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, perhaps, surely } from "../../kit/in/recognise.ts";
import { mondayIntake } from "./intake.ts";
import { mondayReport } from "./report.ts";

/** monday CRM: a board's webhook tells of its items; results become updates on the item. */
export const monday = {
  key: "monday",
  title: "monday CRM",
  recognises: (request) =>
    surely(bodyMentions(request, '"pulseId"', '"boardId"')) ?? perhaps(bodyMentions(request, '{"challenge"')),
  intake: mondayIntake,
  report: mondayReport,
} as const satisfies Connector;
