import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type MetricName, metricUnits } from "../../lambda/lead/measure/metrics.ts";
import { functionNames } from "../../lib/bundling/bundle.ts";
import { placeNamed } from "../../operator/console/places.ts";
import { type Resource, resourceOf, resourcesOf, type Template, templateOf, textOf } from "./template.ts";

const prod = templateOf();
const told = templateOf({
  stage: "acme",
  context: { alarmEmail: "robin@example.com", runbookUrl: "https://docs.example.com/RUNBOOK.md" },
});

const alarmsOf = (template: typeof prod) => resourcesOf(template, "AWS::CloudWatch::Alarm");
const alarms = alarmsOf(prod);
const nameOf = ({ Properties }: Resource): string => Properties.AlarmName.replace("callingly-bridge-prod-", "");
const alarm = (name: string) =>
  alarms.find((each) => nameOf(each) === name)?.Properties ?? expect.fail(`no alarm ${name}`);

/** The headings of the third rank, by the heading of the second rank above them. */
const runbook = readFileSync(join(import.meta.dirname, "../../RUNBOOK.md"), "utf8");
const sectionsUnder = (part: string): string[] => {
  const text = runbook.split(/^## /m).find((each) => each.startsWith(`${part}\n`)) ?? expect.fail(`no part ${part}`);
  return [...text.matchAll(/^### (.+)$/gm)].map(([, title = ""]) => anchorOf(title));
};
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

describe("the runbook", () => {
  const linked = alarms.map(
    ({ Properties }) => /What to do: RUNBOOK\.md#([\w-]+)$/.exec(Properties.AlarmDescription)?.[1],
  );

  it("has a section for every alarm, and an alarm for every section that is not general", () => {
    expect(new Set(sectionsUnder("Alarms"))).toEqual(new Set(linked));
    expect(sectionsUnder("Alarms")).toHaveLength(new Set(linked).size);
  });

  it("has no parts but these two", () => {
    expect([...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(["General", "Alarms"]);
  });

  it("says as the alarm does how soon it has to be looked at", () => {
    // What is a matter of the same section and less urgent is named there with its own urgency.
    const lessUrgent = ["api-5xx-single"];
    for (const name of lessUrgent) expect(runbook).toMatch(new RegExp(`\\b${name}\`[^\n]*\\*\\*today\\*\\*`));
    for (const { Properties } of alarms.filter((each) => !lessUrgent.includes(nameOf(each)))) {
      const section = /#([\w-]+)$/.exec(Properties.AlarmDescription)?.[1];
      const urgency = /^(Now|Today)\. /.exec(Properties.AlarmDescription)?.[1];
      expect(runbook).toContain(`### ${section}\n\n**${urgency}.** `);
    }
  });

  it("links to nothing that it does not have", () => {
    const all = [...sectionsUnder("General"), ...sectionsUnder("Alarms")];
    for (const [, anchor] of runbook.matchAll(/\]\(#([^)]+)\)/g)) expect(all).toContain(anchor);
  });

  it("is beside the command that opens the console where the fault is seen, on this stage", () => {
    for (const { Properties } of alarms) {
      const [, place = ""] =
        / See it: bridge console --stage prod --open (\S+)\. What/.exec(Properties.AlarmDescription) ?? [];
      expect(placeNamed(place), Properties.AlarmDescription).toBe(place);
    }
  });

  it("is linked where the stage says it is read", () => {
    for (const { Properties } of alarmsOf(told))
      expect(Properties.AlarmDescription).toMatch(/What to do: https:\/\/docs\.example\.com\/RUNBOOK\.md#[\w-]+$/);
  });
});

describe("the alarms", () => {
  it("are these", () => {
    expect(alarms.map(nameOf).sort()).toEqual(
      [
        "leads-wait",
        "token-refused",
        "unknown-for-long",
        "review",
        "quarantined",
        "parked",
        "results-wait",
        "missing",
        "api-5xx",
        "api-5xx-single",
        "api-429",
        "api-429-refused",
        "senders-refused",
        "captcha-unsure",
        "crowded",
        ...functionNames.map((name) => `functions-fail-${name}`),
        "errors-logged",
        "throttled",
        "throttled-accept-lead",
        "throttled-hear-call",
        "schedule",
        "doorbell-dial-lead",
        "doorbell-report-call",
        "stream-late-dial-lead",
        "stream-late-report-call",
      ].sort(),
    );
  });

  it("stay quiet where there is no traffic, all but the one that listens for the clock", () => {
    const breaching = alarms.filter(({ Properties }) => Properties.TreatMissingData === "breaching");
    expect(breaching.map(nameOf)).toEqual(["schedule"]);
    const allowed = ["breaching", "notBreaching", "ignore"];
    for (const { Properties } of alarms) expect(allowed).toContain(Properties.TreatMissingData);
  });

  it("hold what was known of levels while nobody looks, and tell when they end", () => {
    for (const name of [
      "leads-wait",
      "token-refused",
      "unknown-for-long",
      "review",
      "quarantined",
      "parked",
      "results-wait",
    ]) {
      expect(alarm(name)).toMatchObject({
        Namespace: "CallinglyBridge",
        Dimensions: [{ Name: "stage", Value: "prod" }],
        Statistic: "Minimum",
        Period: 300,
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: "ignore",
      });
      expect(alarm(name).OKActions).toHaveLength(1);
    }
    expect(alarm("missing").OKActions).toBeUndefined();
  });

  it.each([
    ["leads-wait", { MetricName: "OldestWaiting", Threshold: 900, DatapointsToAlarm: 1, EvaluationPeriods: 1 }],
    ["unknown-for-long", { MetricName: "UnknownNow", Threshold: 0, DatapointsToAlarm: 12, EvaluationPeriods: 12 }],
    ["review", { MetricName: "ReviewNow", Threshold: 0 }],
    ["quarantined", { MetricName: "QuarantinedNow", Threshold: 0 }],
    ["results-wait", { MetricName: "OldestResult", Threshold: 3600, DatapointsToAlarm: 1, EvaluationPeriods: 1 }],
    ["senders-refused", { MetricName: "SenderRefused", Threshold: 4, Statistic: "Sum", Period: 3600 }],
    ["captcha-unsure", { MetricName: "CaptchaUnsure", Threshold: 0, Statistic: "Sum", Period: 3600 }],
    ["crowded", { MetricName: "Crowded", Threshold: 10, Statistic: "Sum", Period: 3600 }],
    ["throttled", { Threshold: 0, DatapointsToAlarm: 2, EvaluationPeriods: 3 }],
    ["parked", { MetricName: "ParkedNow", Threshold: 0 }],
    ["token-refused", { MetricName: "TokensRefusedNow", Threshold: 0 }],
    ["missing", { MetricName: "Missing", Threshold: 0, Statistic: "Sum", Period: 3600 }],
    ["api-5xx", { MetricName: "5xx", Namespace: "AWS/ApiGateway", Threshold: 2, Statistic: "Sum", Period: 300 }],
    ["api-429", { MetricName: "TooManyRequests", Threshold: 9, Statistic: "Sum", Period: 300 }],
    ["api-5xx-single", { MetricName: "5xx", Threshold: 0, Statistic: "Sum", Period: 3600, DatapointsToAlarm: 1 }],
    ["api-429-refused", { MetricName: "4xx", Namespace: "AWS/ApiGateway", Threshold: 600, Statistic: "Sum" }],
    ["throttled-accept-lead", { MetricName: "Throttles", Threshold: 0, DatapointsToAlarm: 1, EvaluationPeriods: 1 }],
    ["throttled-hear-call", { MetricName: "Throttles", Threshold: 0, DatapointsToAlarm: 1, EvaluationPeriods: 1 }],
    ["errors-logged", { MetricName: "ErrorLines", DatapointsToAlarm: 3, EvaluationPeriods: 6 }],
    ["functions-fail-dial-lead", { MetricName: "Errors", DatapointsToAlarm: 3, EvaluationPeriods: 6, Period: 300 }],
    ["stream-late-dial-lead", { MetricName: "IteratorAge", Threshold: 60_000 }],
    [
      "doorbell-dial-lead",
      { MetricName: "ApproximateNumberOfMessagesVisible", Threshold: 0, TreatMissingData: "ignore" },
    ],
  ])("%s rings when it should", (name, properties) => {
    expect(alarm(name)).toMatchObject(properties);
  });

  it("each look at their own function and queue", () => {
    const dimension = (name: string) => textOf(alarm(name).Dimensions[0].Value);
    expect(dimension("functions-fail-accept-lead")).toBe("AcceptLeadFunction");
    expect(dimension("stream-late-report-call")).toBe("ReportCallFunction");
    expect(dimension("doorbell-report-call")).toBe("ReportCallFunctionDoorbellFailures.QueueName");
    expect(dimension("api-5xx")).toBe("FrontDoorApi");
  });

  it("ring when reconcile has not run for ten minutes, also when nothing at all is known of it", () => {
    const { Metrics, Threshold, EvaluationPeriods, DatapointsToAlarm } = alarm("schedule");
    expect({ Threshold, EvaluationPeriods, DatapointsToAlarm }).toEqual({
      Threshold: 0,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
    });
    const [expression, runs] = Metrics;
    expect(expression.Expression).toBe("runs < 1");
    expect(runs.MetricStat.Metric.MetricName).toBe("Invocations");
    expect(textOf(runs.MetricStat.Metric.Dimensions[0].Value)).toBe("ReconcileFunction");
  });

  it("look only at metrics that something tells", () => {
    const ours = alarms.filter(({ Properties }) => Properties.Namespace === "CallinglyBridge");
    for (const { Properties } of ours)
      expect([...Object.keys(metricUnits), "ErrorLines", "TooManyRequests"]).toContain(Properties.MetricName);
  });
});

describe("what is counted in the logs", () => {
  const filters = resourcesOf(prod, "AWS::Logs::MetricFilter").map(({ Properties }) => ({
    log: textOf(Properties.LogGroupName),
    pattern: Properties.FilterPattern,
    ...Properties.MetricTransformations[0],
  }));

  it("is every error of every function, and what the front door turned away, by stage", () => {
    const count = {
      MetricNamespace: "CallinglyBridge",
      MetricValue: "1",
      Dimensions: [{ Key: "stage", Value: "$.stage" }],
    };
    const errors = ["AcceptLead", "DialLead", "HearCall", "ReportCall", "Reconcile"].map((step) => ({
      log: `${step}FunctionLog`,
      pattern: '{ $.level = "ERROR" }',
      MetricName: "ErrorLines",
      ...count,
    }));
    const refused = {
      log: "FrontDoorAccessLog",
      pattern: '{ $.status = "429" }',
      MetricName: "TooManyRequests",
      ...count,
    };
    expect(filters).toHaveLength(6);
    expect(filters).toEqual(expect.arrayContaining([...errors, refused]));
  });

  it("finds the stage in the lines of the front door", () => {
    const { Format } = resourceOf(prod, "AWS::ApiGatewayV2::Stage", "FrontDoorStage").Properties.AccessLogSettings;
    expect(JSON.parse(Format)).toMatchObject({ stage: "prod", status: "$context.status" });
  });
});

describe("the topic", () => {
  const topic = resourceOf(prod, "AWS::SNS::Topic", "AlarmsTopic").Properties;
  const statements = resourceOf(prod, "AWS::SNS::TopicPolicy", "AlarmsTopicPolicy").Properties.PolicyDocument.Statement;

  it("is what every alarm tells", () => {
    for (const { Properties } of alarms) expect(Properties.AlarmActions.map(textOf)).toEqual(["AlarmsTopic"]);
  });

  it("is encrypted with a key that CloudWatch may use, for alarms of this account", () => {
    expect(textOf(topic.KmsMasterKeyId)).toBe("AlarmsTopicKey.Arn");
    const key = resourceOf(prod, "AWS::KMS::Key", "AlarmsTopicKey").Properties;
    expect(key.EnableKeyRotation).toBe(true);
    expect(key.KeyPolicy.Statement).toContainEqual({
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
    });
  });

  it("takes alarms of this account, and nothing that is not encrypted on its way", () => {
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "sns:Publish",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
      }),
    );
  });

  it("tells nobody by e-mail, unless the stage says whom", () => {
    expect(resourcesOf(prod, "AWS::SNS::Subscription")).toEqual([]);
    expect(resourcesOf(told, "AWS::SNS::Subscription").map(({ Properties }) => Properties)).toMatchObject([
      { Protocol: "email", Endpoint: "robin@example.com" },
    ]);
  });

  it("refuses an address that is none", () => {
    expect(() => templateOf({ context: { alarmEmail: "robin" } })).toThrow("alarmEmail");
  });
});

describe("the dashboard", () => {
  const [dashboard] = resourcesOf(prod, "AWS::CloudWatch::Dashboard");
  const body = JSON.parse(textOf(dashboard?.Properties.DashboardBody));
  const text = JSON.stringify(body);

  it("has the stack's name", () => {
    expect(dashboard?.Properties.DashboardName).toBe("callingly-bridge-prod");
  });

  it("shows every metric of ours, and every alarm", () => {
    for (const name of Object.keys(metricUnits) as MetricName[]) expect(text).toContain(`"CallinglyBridge","${name}"`);
    const status = body.widgets.find(({ type }: { type: string }) => type === "alarm");
    expect(status.properties.alarms).toHaveLength(alarms.length);
  });

  it("shows every function by its step", () => {
    for (const name of functionNames) expect(text).toContain(`"label":"${name}"`);
  });
});

it("a function's runs are traced only where the stage says so, as that costs more than the runs", () => {
  const modes = (template: Template) =>
    resourcesOf(template, "AWS::Lambda::Function").map(({ Properties }) => Properties.TracingConfig?.Mode);
  expect(new Set(modes(prod))).toEqual(new Set([undefined]));
  expect(new Set(modes(templateOf({ context: { tracing: "true" } })))).toEqual(new Set(["Active"]));
});
