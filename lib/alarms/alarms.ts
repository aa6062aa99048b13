import { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { AlarmTopic } from "../alarm-topic.ts";
import type { EncryptionKey } from "../encryption-key.ts";
import type { Monitored } from "../monitored.ts";
import { aboutLeads } from "./leads.ts";
import { aboutRequests } from "./requests.ts";
import { aboutResults } from "./results.ts";
import { aboutRuns } from "./runs.ts";
import type { Warning } from "./warning.ts";

/**
 * The alarms for the operator. The bridge recovers from most faults by itself, within minutes; an alarm is for those
 * that it cannot recover from, or not in time. No alarm fires merely because no leads came in.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  private readonly runbook: string;
  private readonly stage: string;

  constructor(scope: Construct, id: string, monitored: Monitored, key: EncryptionKey | undefined) {
    super(scope, id);
    const { stage } = monitored;
    this.runbook = stage.runbookUrl ?? "RUNBOOK.md";
    this.stage = stage.name;
    this.topic = new AlarmTopic(this, "Topic", stage.alarmEmail, key).topic;
    for (const warning of [
      ...aboutLeads(monitored),
      ...aboutResults(monitored),
      ...aboutRequests(monitored),
      ...aboutRuns(monitored),
    ])
      this.add(warning);
  }

  private add({
    section,
    of,
    urgency,
    says,
    page,
    metric,
    above,
    in: [needed, periods] = [1, 1],
    missing,
  }: Warning): void {
    const name = of === undefined ? section : `${section}-${of}`;
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${urgency}. ${says} See it: bridge console --stage ${this.stage} --open ${page}. What to do: ${this.runbook}#${section}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      datapointsToAlarm: needed,
      evaluationPeriods: periods,
      treatMissingData: missing,
    });
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    // An event never recovers, so no "OK" message is sent.
    if (missing !== TreatMissingData.NOT_BREACHING) alarm.addOkAction(tell);
    this.all.push(alarm);
  }
}
