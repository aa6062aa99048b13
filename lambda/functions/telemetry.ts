import { type BridgeMeasure, metricDimension, metricNamespace, metricUnits } from "../lead/measure/metrics.ts";
import { readEnv } from "../runtime/env.ts";
import { lambdaLog } from "../runtime/lambda-log.ts";
import { emfMeasure } from "../runtime/measure.ts";

/** A function's telemetry: its log, and its metrics among the lines of the log. */

const { stage } = readEnv(["stage"]);

export const { log, traced } = lambdaLog(stage);

export const measure: BridgeMeasure = emfMeasure({
  namespace: metricNamespace,
  dimensions: { [metricDimension]: stage },
  units: metricUnits,
  now: () => new Date(),
  write: (line) => void process.stdout.write(line),
});
