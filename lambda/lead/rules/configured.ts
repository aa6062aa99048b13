import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** A lead whose account or team is no longer configured waits until it is again. */
export const configured = rule("configured", ["isConfigured"], (_lead, { isConfigured }) =>
  isConfigured ? dialNow : hold("unknown-source", "rule"),
);
