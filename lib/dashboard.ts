import { Duration, Stack } from "aws-cdk-lib";
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { MetricName } from "../lambda/lead/measure/metrics.ts";
import type { Alarms } from "./alarms/alarms.ts";
import { fiveMinutes, type Monitored, ownMetric } from "./monitored.ts";

const WIDTH = 24;
const HEIGHT = 6;

/** The bridge at a glance, in the order of the questions: is anything wrong, are leads called, what waits, what fails. */
export class Dashboard extends Construct {
  readonly dashboard: CloudWatchDashboard;

  constructor(scope: Construct, id: string, { stage, functions, doorbells, door }: Monitored, alarms: Alarms) {
    super(scope, id);
    const sums = (...names: MetricName[]) => names.map((name) => ownMetric(stage, name));
    const levels = (...names: MetricName[]) =>
      names.map((name) => ownMetric(stage, name, { statistic: Stats.MAXIMUM, period: Duration.minutes(1) }));
    const perFunction = (metric: "metricErrors" | "metricThrottles" | "metricDuration", statistic: string) =>
      [...functions].map(([step, fn]) => fn[metric]({ label: step, period: fiveMinutes, statistic }));
    const leadToCall = ["p50", "p95", Stats.MAXIMUM].map((statistic) =>
      ownMetric(stage, "LeadToCall", { statistic, label: statistic }),
    );
    const doorSum = { period: fiveMinutes, statistic: Stats.SUM };

    this.dashboard = new CloudWatchDashboard(this, "Dashboard", {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.days(1),
    });
    this.dashboard.addWidgets(
      new TextWidget({
        markdown: `**${Stack.of(this).stackName}** What each alarm means and what to type: ${stage.runbookUrl ?? "RUNBOOK.md"}`,
        width: WIDTH,
        height: 1,
      }),
    );
    this.dashboard.addWidgets(new AlarmStatusWidget({ title: "Alarms", alarms: alarms.all, width: WIDTH, height: 4 }));
    this.dashboard.addWidgets(
      ...row(
        graph("Leads", sums("Accepted", "Dialed")),
        graph("Seconds from lead to call", leadToCall),
        graph("Oldest that waits, seconds", levels("OldestWaiting", "OldestResult")),
      ),
      ...row(
        graph("Waits now", levels("WaitingNow", "HeldNow", "QuarantinedNow")),
        graph("Unclear now", levels("UnknownNow", "ReviewNow", "ParkedNow")),
        graph("Became unclear", sums("Unknown", "Review", "Parked", "Missing")),
      ),
      ...row(
        graph("Requests", [
          door.measured.metricCount({ ...doorSum, label: "all" }),
          door.measured.metricClientError({ ...doorSum, label: "4xx" }),
          door.measured.metricServerError({ ...doorSum, label: "5xx" }),
          ownMetric(stage, "TooManyRequests", { label: "429" }),
        ]),
        graph("Refused", sums("Rejected", "SenderRefused", "CaptchaUnsure", "Crowded")),
        graph("Closed gates", levels("GatesClosedNow", "TokensRefusedNow")),
      ),
      ...row(
        graph("Errors of functions", perFunction("metricErrors", Stats.SUM)),
        graph("Errors in logs, throttles", [
          ownMetric(stage, "ErrorLines"),
          ...perFunction("metricThrottles", Stats.SUM),
        ]),
        graph("Duration of functions, p95", perFunction("metricDuration", "p95")),
      ),
      ...row(
        graph(
          "Stream, milliseconds late",
          [...doorbells.keys()].flatMap((step) => {
            const late = { label: step, period: fiveMinutes, statistic: Stats.MAXIMUM };
            return functions.get(step)?.metric("IteratorAge", late) ?? [];
          }),
        ),
        graph(
          "Doorbells that nobody heard",
          [...doorbells].map(([step, { failures }]) =>
            failures.metricApproximateNumberOfMessagesVisible({ label: step, statistic: Stats.MAXIMUM }),
          ),
        ),
        graph(
          "Runs of reconcile",
          [functions.get("reconcile")?.metricInvocations(doorSum)].flatMap((each) => each ?? []),
        ),
      ),
    );
  }
}

const graph = (title: string, left: IMetric[]): ((width: number) => GraphWidget) => {
  return (width) => new GraphWidget({ title, left, width, height: HEIGHT, leftYAxis: { min: 0, showUnits: false } });
};

const row = (...graphs: ((width: number) => GraphWidget)[]): GraphWidget[] =>
  graphs.map((graph) => graph(WIDTH / graphs.length));
