import { eventSourceMapping } from "./event-source-mapping.ts";
import { fn } from "./function.ts";
import { api, integration, route, stage } from "./http-api.ts";
import type { Kind } from "./kind.ts";
import { queue } from "./queue.ts";
import { rule } from "./rule.ts";
import { secret } from "./secret.ts";
import { table } from "./table.ts";

/** The resource types that run here, in the order in which they start. */
export const kinds: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::SecretsManager::Secret": secret,
  "AWS::SQS::Queue": queue,
  "AWS::Lambda::Function": fn,
  "AWS::ApiGatewayV2::Api": api,
  "AWS::ApiGatewayV2::Integration": integration,
  "AWS::ApiGatewayV2::Route": route,
  "AWS::ApiGatewayV2::Stage": stage,
  "AWS::Lambda::EventSourceMapping": eventSourceMapping,
  "AWS::Events::Rule": rule,
};

/** The resource types that are left out on purpose, each with the reason why nothing is missed. */
export const ignored: Readonly<Record<string, string>> = {
  "AWS::IAM::Role": "on one machine everything may do everything",
  "AWS::IAM::Policy": "on one machine everything may do everything",
  "AWS::Lambda::Permission": "on one machine everything may do everything",
  "AWS::SQS::QueuePolicy": "on one machine everything may do everything",
  "AWS::SecretsManager::ResourcePolicy": "on one machine everything may do everything",
  "AWS::Lambda::EventInvokeConfig": "here a tick is handed over when it comes, and never again",
  "AWS::Logs::LogGroup": "logs go to the terminal",
  "AWS::Logs::MetricFilter": "nobody is on call for one machine",
  "AWS::CloudWatch::Alarm": "nobody is on call for one machine",
  "AWS::CloudWatch::CompositeAlarm": "nobody is on call for one machine",
  "AWS::CloudWatch::Dashboard": "the demo page shows what happens",
  "AWS::SNS::Topic": "nobody is on call for one machine",
  "AWS::SNS::TopicPolicy": "nobody is on call for one machine",
  "AWS::SNS::Subscription": "nobody is on call for one machine",
  "AWS::KMS::Key": "what lies on this machine is the machine's to protect",
  "AWS::ApiGatewayV2::DomainName": "the bridge has an address of its own here",
  "AWS::ApiGatewayV2::ApiMapping": "the bridge has an address of its own here",
  "AWS::CDK::Metadata": "counts deployments; nothing is deployed",
};
