import { Duration } from "aws-cdk-lib";
import { type Monitored, ownMetric } from "../monitored.ts";
import { level, missing, type Warning } from "./warning.ts";

/** Results that do not reach their CRM. */
export function aboutResults(monitored: Monitored): Warning[] {
  return [
    {
      section: "parked",
      urgency: "Today",
      says: "A result cannot reach its CRM before an operator fixes the cause.",
      page: "results",
      ...level(monitored, "ParkedNow"),
      above: 0,
    },
    {
      // A CRM that is away for less than an hour gets everything afterwards, without an operator.
      section: "results-wait",
      urgency: "Today",
      says: "A result has been on its way to its CRM for an hour.",
      page: "results",
      ...level(monitored, "OldestResult"),
      above: 60 * 60,
    },
    {
      // Counted once a night. The missing results are on their way by then; the question is why no webhook came.
      section: "missing",
      urgency: "Today",
      says: "Callingly lists calls of ours that no webhook reported.",
      page: "doctor",
      metric: ownMetric(monitored.stage, "Missing", { period: Duration.hours(1) }),
      above: 0,
      missing: missing.ofFacts,
    },
  ];
}
