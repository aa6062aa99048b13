/**
 * Metrics that a function publishes, as they become true. One line in CloudWatch's embedded metric format each, written
 * at once: a function that dies a moment later has published them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */

export type Unit = "Count" | "Seconds";

/** Publishes numbers by their names. Neither numbers nor names hold personal data. */
export type Measure<Name extends string> = (values: Readonly<Partial<Record<Name, number>>>) => void;

export interface EmfOptions<Name extends string> {
  readonly namespace: string;
  /** Each makes a metric of its own; they are the same in every line. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<Name, Unit>>;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}

/** Measures in lines from which CloudWatch makes metrics. */
export function emfMeasure<Name extends string>({
  namespace,
  dimensions,
  units,
  now,
  write,
}: EmfOptions<Name>): Measure<Name> {
  const Dimensions = [Object.keys(dimensions)];
  return (values) => {
    const Metrics = (Object.keys(values) as Name[]).map((name) => ({ Name: name, Unit: units[name] }));
    const CloudWatchMetrics = [{ Namespace: namespace, Dimensions, Metrics }];
    const _aws = { Timestamp: now().getTime(), CloudWatchMetrics };
    write(`${JSON.stringify({ _aws, ...dimensions, ...values })}\n`);
  };
}
