import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { LevelName } from "../lambda/lead/measure/metrics.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { fiveMinutes, type Monitored, ownMetric } from "./monitored.ts";

/** How soon an operator should look: before another lead waits, or in the course of the day. */
type Urgency = "Now" | "Today";

interface Rule {
  /** The section of RUNBOOK.md. Several alarms may have the same one. */
  readonly section: string;
  /** Tells alarms of one section apart. */
  readonly of?: string;
  readonly urgency: Urgency;
  /** The problem, in one sentence. */
  readonly says: string;
  readonly metric: IMetric;
  /** It fires above this. */
  readonly above: number;
  /** In how many of how many periods. @default 1 of 1 */
  readonly in?: readonly [number, number];
  readonly missing: (typeof missing)[keyof typeof missing];
}

/** The meaning of missing data. */
const missing = {
  /** Nothing happened, as in every quiet night. */
  ofFacts: TreatMissingData.NOT_BREACHING,
  /** Nothing was measured, which has an alarm of its own; the last state holds until the next measurement. */
  ofLevels: TreatMissingData.IGNORE,
  /** The thing itself is missing. */
  ofHeartbeat: TreatMissingData.BREACHING,
} as const;

/**
 * The alarms for the operator. The bridge recovers from most faults by itself, within minutes; an alarm is for those
 * that it cannot recover from, or not in time. No alarm fires merely because no leads came in.
 */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  private readonly runbook: string;

  constructor(scope: Construct, id: string, monitored: Monitored, key: EncryptionKey | undefined) {
    super(scope, id);
    const { stage } = monitored;
    this.runbook = stage.runbookUrl ?? "RUNBOOK.md";
    this.topic = new AlarmTopic(this, "Topic", stage.alarmEmail, key).topic;
    for (const rule of [
      ...aboutLeads(monitored),
      ...aboutResults(monitored),
      ...aboutDoors(monitored),
      ...aboutWorks(monitored),
    ])
      this.add(rule);
  }

  private add({ section, of, urgency, says, metric, above, in: [needed, periods] = [1, 1], missing }: Rule): void {
    const name = of === undefined ? section : `${section}-${of}`;
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${urgency}. ${says} What to do: ${this.runbook}#${section}`,
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

/**
 * A level counts when it was never lower in five minutes: a level that rises and falls within a minute is normal work.
 */
const level = ({ stage }: Monitored, name: LevelName) =>
  ({ metric: ownMetric(stage, name, { statistic: Stats.MINIMUM }), missing: missing.ofLevels }) as const;

/**
 * A quarter of an hour: by then a short failure of Callingly is over, and staleness, at which an operator decides, far
 * away.
 */
const LONGEST_WAIT_SECONDS = 15 * 60;

function aboutLeads(monitored: Monitored): Rule[] {
  return [
    {
      section: "leads-wait",
      urgency: "Now",
      says: "A lead has waited for a quarter of an hour to be called, and no operator paused the calls.",
      ...level(monitored, "OldestWaiting"),
      above: LONGEST_WAIT_SECONDS,
    },
    {
      // Five minutes, since the first question whether it is fixed comes after one, and a slip is over then.
      section: "token-refused",
      urgency: "Now",
      says: "Callingly refuses our token or does not let an account call; its leads wait.",
      ...level(monitored, "TokensRefusedNow"),
      above: 0,
    },
    {
      // Forty minutes after a dial its fate is known, or it is in review. An hour without a pause is not as it should be.
      section: "unknown-for-long",
      urgency: "Today",
      says: "For an hour it has been unknown whether a dial rang.",
      ...level(monitored, "UnknownNow"),
      above: 0,
      in: [12, 12],
    },
    {
      section: "review",
      urgency: "Today",
      says: "An operator has to decide whether a lead is called again.",
      ...level(monitored, "ReviewNow"),
      above: 0,
    },
    {
      section: "quarantined",
      urgency: "Today",
      says: "The bridge failed on a lead again and again, and leaves it to an operator.",
      ...level(monitored, "QuarantinedNow"),
      above: 0,
    },
  ];
}

function aboutResults(monitored: Monitored): Rule[] {
  return [
    {
      section: "parked",
      urgency: "Today",
      says: "A result cannot reach its CRM before an operator fixes the cause.",
      ...level(monitored, "ParkedNow"),
      above: 0,
    },
    {
      // A CRM that is away for less than an hour gets everything afterwards, without an operator.
      section: "results-wait",
      urgency: "Today",
      says: "A result has been on its way to its CRM for an hour.",
      ...level(monitored, "OldestResult"),
      above: 60 * 60,
    },
    {
      // Counted once a night. The missing results are on their way by then; the question is why no webhook came.
      section: "missing",
      urgency: "Today",
      says: "Callingly lists calls of ours that no webhook reported.",
      metric: ownMetric(monitored.stage, "Missing", { period: Duration.hours(1) }),
      above: 0,
      missing: missing.ofFacts,
    },
  ];
}

/** The steps that senders wait for: where AWS does not let one run, it answers with 5xx. */
const doors = ["accept-lead", "hear-call"] as const;

function aboutDoors({ stage, door, functions }: Monitored): Rule[] {
  return [
    ...doors.map(
      (step): Rule => ({
        section: "throttled",
        of: step,
        urgency: "Now",
        says: `AWS did not let ${step} run although a sender was waiting, and answered 5xx.`,
        metric: (functions.get(step) ?? none(step)).metricThrottles({ period: fiveMinutes, statistic: Stats.SUM }),
        above: 0,
        missing: missing.ofFacts,
      }),
    ),
    {
      // One may be a cold start that took too long, and its sender comes again.
      section: "api-5xx",
      urgency: "Now",
      says: "The bridge turned three requests or more away in five minutes because of a fault of its own.",
      metric: door.measured.metricServerError({ period: fiveMinutes, statistic: Stats.SUM }),
      above: 2,
      missing: missing.ofFacts,
    },
    {
      // A page without the script, and senders that do not come again, lose their lead with one.
      section: "api-5xx",
      of: "single",
      urgency: "Today",
      says: "The bridge turned a request away because of a fault of its own.",
      metric: door.measured.metricServerError({ period: Duration.hours(1), statistic: Stats.SUM }),
      above: 0,
      missing: missing.ofFacts,
    },
    {
      // AWS may write no log of a flood that it turns away; it still counts the answers, with those to wrong keys.
      section: "api-429",
      of: "refused",
      urgency: "Now",
      says: "The bridge answered more than 600 requests in five minutes with 4xx: too many came, or came with no right to.",
      metric: door.measured.metricClientError({ period: fiveMinutes, statistic: Stats.SUM }),
      above: 600,
      missing: missing.ofFacts,
    },
    {
      // The limit is far above what forms send, and pages and vendors try again: a handful harms nobody.
      section: "api-429",
      urgency: "Now",
      says: "The front door turned ten requests or more away in five minutes because too many came.",
      metric: ownMetric(stage, "TooManyRequests"),
      above: 9,
      missing: missing.ofFacts,
    },
    {
      // Anybody can knock with a wrong key now and then. A CRM whose key changed knocks with every lead.
      section: "senders-refused",
      urgency: "Today",
      says: "Five senders or more could not prove within an hour who they are; their leads are not accepted.",
      metric: ownMetric(stage, "SenderRefused", { period: Duration.hours(1) }),
      above: 4,
      missing: missing.ofFacts,
    },
  ];
}

/** Three of six: what fails once is tried again, a fault that comes and goes for half an hour does not pass by itself. */
const again: readonly [number, number] = [3, 6];

function aboutWorks({ stage, functions, doorbells }: Monitored): Rule[] {
  const sum = { period: fiveMinutes, statistic: Stats.SUM };
  const throttles = Object.fromEntries([...functions.values()].map((fn, at) => [`f${at}`, fn.metricThrottles(sum)]));
  const reconcile = functions.get("reconcile");
  if (!reconcile) throw new Error("There is no reconcile, whose runs show that the schedules run");
  return [
    ...[...functions].map(
      ([step, fn]): Rule => ({
        section: "functions-fail",
        of: step,
        urgency: "Now",
        says: `${step} fails again and again: it crashes, or takes longer than it may.`,
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
      metric: new MathExpression({
        expression: "runs < 1",
        usingMetrics: { runs: reconcile.metricInvocations(sum) },
        period: fiveMinutes,
        label: "no run",
      }),
      above: 0,
      in: [2, 2],
      missing: missing.ofHeartbeat,
    },
    ...[...doorbells].flatMap(([step, { failures }]): Rule[] => [
      {
        // An unused queue has no metric after six hours; what lies in it still lies there.
        section: "doorbell",
        of: step,
        urgency: "Today",
        says: `${step} could not be woken for something; the minute's tick handled it.`,
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
        metric:
          functions.get(step)?.metric("IteratorAge", { period: fiveMinutes, statistic: Stats.MAXIMUM }) ?? none(step),
        above: 60_000,
        in: [2, 2],
        missing: missing.ofFacts,
      },
    ]),
  ];
}

function none(step: string): never {
  throw new Error(`An alarm is to watch ${step}, and there is no such function`);
}
