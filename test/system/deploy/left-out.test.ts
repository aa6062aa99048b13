import { describe, expect, it } from "vitest";
import { leaveOut } from "./left-out.ts";

const known = new Set(["AWS::SQS::Queue"]);
const queue = { Type: "AWS::SQS::Queue" };
const firewall = { Type: "AWS::WAFv2::WebACLAssociation" };

describe("what an emulator cannot make", () => {
  it("is left out and told, and nothing waits for it", () => {
    const Resources = { Queue: { ...queue, DependsOn: ["Firewall"] }, Firewall: firewall };
    expect(leaveOut({ Resources }, known)).toEqual(["AWS::WAFv2::WebACLAssociation (Firewall)"]);
    expect(Resources).toEqual({ Queue: queue });
  });

  it("is nothing when all is known; custom resources always are", () => {
    const Resources = { Queue: queue, Own: { Type: "Custom::Own" } };
    expect(leaveOut({ Resources }, known)).toEqual([]);
    expect(Object.keys(Resources)).toEqual(["Queue", "Own"]);
  });

  it("is the sum of an alarm: it looks at the first metric alone, and is there for what refers to it", () => {
    const Metric = {
      MetricName: "Throttles",
      Namespace: "AWS/Lambda",
      Dimensions: [{ Name: "FunctionName", Value: "f" }],
    };
    const Metrics = [
      { Id: "sum", Expression: "SUM([f0,f1])" },
      { Id: "f0", MetricStat: { Metric, Period: 300, Stat: "Sum" }, ReturnData: false },
      { Id: "f1", MetricStat: { Metric: { ...Metric, Dimensions: [] }, Period: 300, Stat: "Sum" }, ReturnData: false },
    ];
    const Resources = { Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { Threshold: 0, Metrics } } };
    const Outputs = { Arn: { Value: { "Fn::GetAtt": ["Alarm", "Arn"] } } };
    expect(leaveOut({ Resources, Outputs }, new Set(["AWS::CloudWatch::Alarm"]))).toEqual([
      "the sum of AWS::CloudWatch::Alarm (Alarm)",
    ]);
    expect(Resources.Alarm.Properties).toEqual({ Threshold: 0, ...Metric, Period: 300, Statistic: "Sum" });
  });

  it.each([
    ["Ref", { Ref: "Firewall" }],
    ["GetAtt", { "Fn::GetAtt": ["Firewall", "Arn"] }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
    ["Sub", { "Fn::Sub": "of ${Firewall.Arn}" }],
    ["Join", { "Fn::Join": ["", ["of ", { Ref: "Firewall" }]] }],
  ])("is not left out silently where something else needs it, by %s", (_, Value) => {
    const template = { Resources: { Queue: queue, Firewall: firewall }, Outputs: { Name: { Value } } };
    expect(() => leaveOut(template, known)).toThrow(
      "Name needs Firewall, which the emulator cannot make: AWS::WAFv2::WebACLAssociation (Firewall)",
    );
  });
});
