import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { fiveMinutes, functionOf, type Monitored, ownMetric } from "../monitored.ts";
import { missing, type Warning } from "./warning.ts";

/** Three of six: what fails once is tried again, a fault that comes and goes for half an hour does not pass by itself. */
const again: readonly [number, number] = [3, 6];

/** Functions that fail, and schedules and streams that do not make them run. */
export function aboutRuns(monitored: Monitored): Warning[] {
  const { stage, functions, doorbells } = monitored;
  const sum = { period: fiveMinutes, statistic: Stats.SUM };
  const throttles = Object.fromEntries([...functions.values()].map((fn, at) => [`f${at}`, fn.metricThrottles(sum)]));
  return [
    ...[...functions].map(
      ([step, fn]): Warning => ({
        section: "functions-fail",
        of: step,
        urgency: "Now",
        says: `${step} fails again and again: it crashes, or takes longer than it may.`,
        page: "doctor",
        metric: fn.metricErrors(sum),
        above: 0,
        in: again,
        missing: missing.ofFacts,
      }),
    ),
    {
      section: "errors-logged",
      urgency: "Today",
      says: "The functions write errors into their logs again and again.",
      page: "doctor",
      metric: ownMetric(stage, "ErrorLines"),
      above: 0,
      in: again,
      missing: missing.ofFacts,
    },
    {
      // Streams and schedules try again, and senders do; but not for ten minutes on end.
      section: "throttled",
      urgency: "Now",
      says: "AWS does not let the functions run as often as they are needed.",
      page: "doctor",
      metric: new MathExpression({
        expression: `SUM([${Object.keys(throttles).join(",")}])`,
        usingMetrics: throttles,
        period: fiveMinutes,
        label: "throttles",
      }),
      above: 0,
      in: [2, 3],
      missing: missing.ofFacts,
    },
    {
      // Ten minutes without a run that is due every minute.
      section: "schedule",
      urgency: "Now",
      says: "The schedules do not run; waiting leads and calls are not handled.",
      page: "doctor",
      metric: new MathExpression({
        expression: "runs < 1",
        usingMetrics: { runs: functionOf("reconcile", monitored).metricInvocations(sum) },
        period: fiveMinutes,
        label: "no run",
      }),
      above: 0,
      in: [2, 2],
      missing: missing.ofHeartbeat,
    },
    ...[...doorbells].flatMap(([step, { failures }]): Warning[] => [
      {
        // An unused queue has no metric after six hours; what lies in it still lies there.
        section: "doorbell",
        of: step,
        urgency: "Today",
        says: `${step} could not be woken for something; the minute's tick handled it.`,
        page: "doctor",
        metric: failures.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM }),
        above: 0,
        missing: missing.ofLevels,
      },
      {
        // After a minute the tick is as fast as the stream.
        section: "stream-late",
        of: step,
        urgency: "Today",
        says: `The stream wakes ${step} more than a minute late.`,
        page: "doctor",
        metric: functionOf(step, monitored).metric("IteratorAge", { period: fiveMinutes, statistic: Stats.MAXIMUM }),
        above: 60_000,
        in: [2, 2],
        missing: missing.ofFacts,
      },
    ]),
  ];
}
