import { readFields } from "../../lead/reader/fields.ts";
import type { Connector } from "../contract/connector.ts";
import { automation } from "../kit/in/automation.ts";
import { perhaps } from "../kit/in/recognise.ts";

/** Any sender that posts leads: a script, an automation service, a CRM without a connector of its own. */
export const json = {
  key: "json",
  title: "Any JSON or form sender",
  recognises: ({ method, headers, body }) =>
    perhaps(method === "POST" && body.length > 0 && headers.origin === undefined),
  intake: automation((lead, mapping, country) => readFields(lead, mapping, { country, findId: true })),
} as const satisfies Connector;
