import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** A lead of which the configuration no longer says who rings waits until it does again. */
export const configured = rule("configured", ["isConfigured"], (_lead, { isConfigured }) =>
  isConfigured ? dialNow : hold("unknown-source", "rule"),
);
