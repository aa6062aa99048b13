import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";

/** The thread of lib/synth/template-check.ts. */

// By `require`, as an import would load all of the CDK.
const { CloudFormationValidatePlugin } = createRequire(import.meta.url)("aws-cdk-lib");
const plugin = new CloudFormationValidatePlugin();

/**
 * The resource types of the stack. Were one missing here, the check would begin again when it meets it: slower, no less
 * strict.
 */
const types = [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::ApiGatewayV2::DomainName",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Key",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::Logs::QueryDefinition",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::SecretsManager::Secret",
];

getReady();

parentPort?.on("message", ({ stackTemplates, isDone, answer }) => {
  try {
    answer.postMessage({ report: plugin.validate({ stackTemplates }), version: plugin.version });
  } catch (error) {
    answer.postMessage({ error: String(error) });
  }
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
});

/** The rules are compiled with the first template. */
function getReady() {
  const folder = mkdtempSync(join(tmpdir(), "template-check-"));
  const templatePath = join(folder, "template.json");
  const Resources = Object.fromEntries(types.map((Type, index) => [`Resource${index}`, { Type }]));
  writeFileSync(templatePath, JSON.stringify({ Resources }));
  plugin.validate({ stackTemplates: [{ stackConstructPath: "ready", templatePath }] });
  rmSync(folder, { recursive: true });
}
