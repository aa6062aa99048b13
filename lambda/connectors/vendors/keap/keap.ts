import type { Connector } from "../../contract/connector.ts";
import { bodyMentions, surely } from "../../kit/in/recognise.ts";
import { keapIntake } from "./intake.ts";
import { keapReport } from "./report.ts";

/** Keap: REST hooks tell of contacts by their ids, and automations post them; results become notes on the contact. */
export const keap = {
  key: "keap",
  title: "Keap",
  recognises: (request) =>
    surely(request.headers["x-hook-secret"] !== undefined || bodyMentions(request, '"event_key"', '"object_keys"')),
  intake: keapIntake,
  report: keapReport,
} as const satisfies Connector;
