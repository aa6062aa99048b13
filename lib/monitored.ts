import { Duration } from "aws-cdk-lib";
import { Metric, type MetricOptions, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { type MetricName, metricDimension, metricNamespace } from "../lambda/lead/measure/metrics.ts";
import { BridgeFunction } from "./bridge-function.ts";
import { Doorbell } from "./doorbell.ts";
import type { FrontDoor } from "./front-door.ts";
import type { LogMetricName } from "./log-metrics.ts";
import type { StageSettings } from "./stage.ts";

/** Everything that alarms and dashboard show. */
export interface Monitored {
  readonly stage: StageSettings;
  readonly door: FrontDoor;
  /** By the name of the step, such as `accept-lead`. */
  readonly functions: ReadonlyMap<string, BridgeFunction>;
  /** By the name of the step that they wake. */
  readonly doorbells: ReadonlyMap<string, Doorbell>;
}

/** All functions and doorbells of a bridge, so that none can be forgotten, and nothing of its neighbours. */
export function monitoredIn(scope: Construct, stage: StageSettings, door: FrontDoor): Monitored {
  const all = scope.node.findAll();
  const functions = all.filter((each) => each instanceof BridgeFunction);
  const doorbells = all.filter((each) => each instanceof Doorbell);
  return {
    stage,
    door,
    functions: new Map(functions.map((fn) => [stepOf(fn), fn])),
    // A doorbell stands in the function that it wakes.
    doorbells: new Map(doorbells.map((doorbell) => [stepOf(doorbell.node.scope as BridgeFunction), doorbell])),
  };
}

/** The step's construct holds its function: `AcceptLead/Function` is accept-lead. */
const stepOf = ({ node }: BridgeFunction): string =>
  (node.scope?.node.id ?? "").replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** @throws Error for a step that has no function: nothing would watch it, and nobody would know */
export function functionOf(step: string, { functions }: Pick<Monitored, "functions">): BridgeFunction {
  const found = functions.get(step);
  if (!found) throw new Error(`An alarm is to watch ${step}, and there is no such function`);
  return found;
}

export const fiveMinutes = Duration.minutes(5);

/** A metric that the bridge publishes itself. Its sum is what counts, unless said otherwise. */
export const ownMetric = (
  stage: StageSettings,
  metricName: MetricName | LogMetricName,
  options: MetricOptions = {},
): Metric =>
  new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { [metricDimension]: stage.name },
    period: fiveMinutes,
    statistic: Stats.SUM,
    ...options,
  });
