import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * The last rule: whatever would have rung is held. Until an operator's decision, as people who were only an example
 * must not be rung on the day on which the calls begin.
 */
export const dryRun = rule("dryRun", ["policies"], (_lead, { policies }) =>
  policies.dryRun === true ? hold("dry-run", "person") : dialNow,
);
