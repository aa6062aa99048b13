import { type BridgeMeasure, metricDimension, metricNamespace, metricUnits } from "../lead/measure/metrics.ts";
import { readEnv } from "../runtime/env.ts";
import { lambdaLog } from "../runtime/lambda-log.ts";
import { emfMeasure } from "../runtime/measure.ts";

/** A function's telemetry: its log, and its metrics among the lines of the log. */

const { stage } = readEnv(["stage"]);

const now = () => new Date();
const write = (line: string) => void process.stdout.write(line);

export const { log, traced } = lambdaLog(stage, { now, write });

export const measure: BridgeMeasure = emfMeasure({
  namespace: metricNamespace,
  dimensions: { [metricDimension]: stage },
  units: metricUnits,
  now,
  write,
});
