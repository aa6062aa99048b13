import { FilterPattern, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { metricDimension, metricNamespace } from "../lambda/lead/measure/metrics.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import type { FrontDoor } from "./front-door.ts";

export type LogMetricName = "ErrorLines" | "TooManyRequests";

/**
 * Events that only the logs show: they are counted as they come in. Each line names its stage, which is the dimension.
 */
export class LogMetrics extends Construct {
  constructor(scope: Construct, id: string, functions: readonly BridgeFunction[], door: FrontDoor) {
    super(scope, id);
    // The functions catch what goes wrong, so that no item holds up another; Lambda counts no error then.
    for (const fn of functions)
      countLines(fn.logGroup, "ErrorLines", FilterPattern.stringValue("$.level", "=", "ERROR"));
    // API Gateway's own metric does not tell them from other refusals, and no function sees them.
    countLines(door.accessLog, "TooManyRequests", FilterPattern.stringValue("$.status", "=", "429"));
  }
}

function countLines(
  log: ILogGroup,
  metricName: LogMetricName,
  filterPattern: ReturnType<typeof FilterPattern.stringValue>,
) {
  log.addMetricFilter(metricName, {
    filterPattern,
    metricNamespace,
    metricName,
    metricValue: "1",
    dimensions: { [metricDimension]: `$.${metricDimension}` },
  });
}
