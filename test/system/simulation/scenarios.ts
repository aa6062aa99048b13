import type { Scenario } from "./scenario.ts";
import { ageingScenarios } from "./scenarios/ageing.ts";
import { appointmentScenarios } from "./scenarios/appointments.ts";
import { askedTimeScenarios } from "./scenarios/asked-times.ts";
import { decisionScenarios } from "./scenarios/decisions.ts";
import { dialScenarios } from "./scenarios/dial.ts";
import { houseRuleScenarios } from "./scenarios/house-rules.ts";
import { intakeScenarios } from "./scenarios/intake.ts";
import { optOutScenarios } from "./scenarios/opt-outs.ts";
import { rareScenarios } from "./scenarios/rare-ends.ts";
import { reconcileScenarios } from "./scenarios/reconcile.ts";
import { resultScenarios } from "./scenarios/results.ts";
import { secondRingScenarios } from "./scenarios/second-ring.ts";
import { stopScenarios } from "./scenarios/stops.ts";
import { waitingScenarios } from "./scenarios/waiting.ts";

export { runScenario } from "./scenario.ts";

/** Every story there is, in the order of a lead's life. */
export const scenarios: readonly Scenario[] = [
  ...intakeScenarios,
  ...dialScenarios,
  ...waitingScenarios,
  ...decisionScenarios,
  ...stopScenarios,
  ...optOutScenarios,
  ...houseRuleScenarios,
  ...askedTimeScenarios,
  ...appointmentScenarios,
  ...reconcileScenarios,
  ...secondRingScenarios,
  ...resultScenarios,
  ...ageingScenarios,
  ...rareScenarios,
];
