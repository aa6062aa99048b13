import { metricUnits } from "../../lambda/lead/measure/metrics.ts";

/** What of a template is billed by the month or by the clock, whether leads come or not. */
export interface Counted {
  /** Metrics that the standard alarms watch, each of which is billed. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly secrets: number;
  /** Metrics that the functions tell and those that are made from logs; the former stand in the code only. */
  readonly ownMetrics: number;
  readonly keys: number;
  /** Bytes of a line in the front door's log, with 20 for each variable. */
  readonly accessLogBytes: number;
  /** By the name of the function in the template. */
  readonly functions: Readonly<Record<string, CountedFunction>>;
}

export interface CountedFunction {
  readonly memoryMb: number;
  readonly isTraced: boolean;
  /** Secrets that it reads. */
  readonly secrets: number;
  /** How often rules wake it in a month of 730 hours. */
  readonly ticks: number;
}

export interface BilledTemplate {
  // biome-ignore lint/suspicious/noExplicitAny: a template is as deep as CloudFormation likes
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

export const hoursPerMonth = 730;

export function countTemplate({ Resources }: BilledTemplate): Counted {
  const all = Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({ id, Type, Properties }));
  const of = (type: string) => all.filter(({ Type }) => Type === type);
  const secrets = new Set(of("AWS::SecretsManager::Secret").map(({ id }) => id));
  const rules = of("AWS::Events::Rule");
  const filters = of("AWS::Logs::MetricFilter").map(
    ({ Properties }) => Properties.MetricTransformations[0].MetricName as string,
  );
  const stage = of("AWS::ApiGatewayV2::Stage")[0];
  return {
    alarmMetrics: sum(of("AWS::CloudWatch::Alarm").map(({ Properties }) => metricsOf(Properties))),
    compositeAlarms: of("AWS::CloudWatch::CompositeAlarm").length,
    dashboards: of("AWS::CloudWatch::Dashboard").length,
    secrets: secrets.size,
    ownMetrics: new Set([...Object.keys(metricUnits), ...filters]).size,
    keys: of("AWS::KMS::Key").length,
    accessLogBytes: String(stage?.Properties.AccessLogSettings?.Format ?? "").replace(/\$context\.\w+/g, "x".repeat(20))
      .length,
    functions: Object.fromEntries(
      of("AWS::Lambda::Function").map(({ id, Properties }) => [
        nameOf(id),
        {
          memoryMb: Properties.MemorySize ?? 128,
          isTraced: Properties.TracingConfig?.Mode === "Active",
          secrets: Object.values(Properties.Environment?.Variables ?? {}).filter((value) => secrets.has(refIn(value)))
            .length,
          ticks: sum(rules.map(({ Properties: rule }) => ticksOf(rule, id))),
        },
      ]),
    ),
  };
}

/** As the local runner calls them: `AcceptLead`. */
const nameOf = (id: string): string => id.replace(/Function[0-9A-F]{8}$/, "");

/** An alarm over an expression is billed for each metric in it. */
const metricsOf = ({ Metrics }: { Metrics?: readonly { MetricStat?: unknown }[] }): number =>
  Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;

interface RuleProperties {
  readonly ScheduleExpression: string;
  readonly Targets?: readonly { readonly Arn: unknown }[];
}

function ticksOf({ ScheduleExpression, Targets = [] }: RuleProperties, functionId: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
  const perHour = { minute: 60, hour: 1, day: 1 / 24 }[unit ?? "day"] ?? Number.NaN;
  if (count === undefined && !/^cron\(\d+ \d+ \* \* \? \*\)$/.test(ScheduleExpression))
    throw new Error(`How often in a month is ${ScheduleExpression}? Teach it to bench/cost/count-template.ts`);
  const times = Targets.filter(({ Arn }) => refIn(Arn) === functionId).length;
  return times * Math.round((perHour / Number(count ?? 1)) * hoursPerMonth);
}

/** The resource that a value refers to. */
function refIn(value: unknown): string {
  const { Ref, "Fn::GetAtt": attribute } = (value ?? {}) as { Ref?: string; "Fn::GetAtt"?: readonly string[] };
  return Ref ?? attribute?.[0] ?? "";
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
