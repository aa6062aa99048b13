import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** The configuration pauses everything, or the lead's account. An operator's pause by a command is a gate. */
export const paused = rule("paused", ["policies", "route"], (_lead, { policies, route }) =>
  policies.paused || policies.pausedAccounts.includes(route.account.name) ? hold("paused", "rule") : dialNow,
);
