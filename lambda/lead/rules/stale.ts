import { ageMs } from "../lead.ts";
import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** A person who waited for hours no longer expects the call: an operator decides whether they are rung all the same. */
export const stale = rule("stale", ["policies"], (lead, { policies }, now) =>
  ageMs(lead, now) > policies.staleAfterMs ? hold("stale", "person") : dialNow,
);
