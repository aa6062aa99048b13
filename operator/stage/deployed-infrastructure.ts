import { resolve4 } from "node:dns/promises";
import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetAccountSettingsCommand, GetEventSourceMappingCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deployedIn, outputsOf, stackNameOf } from "./deployed.ts";
import type { StageDescription } from "./description.ts";
import { factOrUnknown, type Infrastructure, tableFacts } from "./infrastructure.ts";

/** The resources of a stage in AWS, read with the operator's own credentials. */

export interface AwsClients {
  readonly dynamo: DynamoDBClient;
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly events: EventBridgeClient;
  readonly queues: SQSClient;
  readonly watch: CloudWatchClient;
  readonly topics: SNSClient;
}

export const awsClients = (dynamo: DynamoDBClient): AwsClients => ({
  dynamo,
  cloudFormation: new CloudFormationClient({}),
  lambda: new LambdaClient({}),
  events: new EventBridgeClient({}),
  queues: new SQSClient({}),
  watch: new CloudWatchClient({}),
  topics: new SNSClient({}),
});

export function deployedInfrastructure(
  { name: stage, tableName, alarmTopicArn }: Pick<StageDescription, "name" | "tableName" | "alarmTopicArn">,
  aws: AwsClients,
  names: Names = dns,
): Infrastructure {
  let listed: Promise<StackResourceSummary[]> | undefined;
  const resources = async (type: string): Promise<Resource[]> => {
    listed ??= listResources(stackNameOf(stage), aws.cloudFormation);
    return (await listed)
      .filter(({ ResourceType }) => ResourceType === type)
      .map(({ LogicalResourceId = "", PhysicalResourceId = "" }) => ({
        path: LogicalResourceId,
        id: PhysicalResourceId,
      }));
  };
  /** One question for each resource of a type. */
  const each = <Fact>(type: string, ask: (resource: Resource) => Promise<Fact>) =>
    factOrUnknown(async () => Promise.all((await resources(type)).map(ask)));

  return {
    table: () => tableFacts(tableName, aws.dynamo),
    mappings: () =>
      each("AWS::Lambda::EventSourceMapping", async ({ path, id }) => {
        const { State = "", LastProcessingResult } = await aws.lambda
          .send(new GetEventSourceMappingCommand({ UUID: id }))
          .catch(gone);
        return { step: stepOf(path), state: State, lastResult: LastProcessingResult };
      }),
    schedules: () =>
      each("AWS::Events::Rule", async ({ path, id }) => {
        const { State } = await aws.events.send(new DescribeRuleCommand({ Name: id })).catch(gone);
        return { name: kebab(path.replace(/^Clock/, "").replace(hash, "")), enabled: State === "ENABLED" };
      }),
    failureQueues: () =>
      each("AWS::SQS::Queue", async ({ path, id }) => {
        const command = new GetQueueAttributesCommand({
          QueueUrl: id,
          AttributeNames: ["ApproximateNumberOfMessages"],
        });
        const { Attributes } = await aws.queues.send(command);
        return { step: stepOf(path), messages: Number(Attributes?.ApproximateNumberOfMessages ?? 0) };
      }),
    concurrency: () =>
      factOrUnknown(async () => {
        const { AccountLimit } = await aws.lambda.send(new GetAccountSettingsCommand({}));
        return AccountLimit?.ConcurrentExecutions ?? 0;
      }),
    alarms: () =>
      factOrUnknown(async () => {
        const subscriptions: string[] = [];
        const topic = { TopicArn: alarmTopicArn };
        for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: aws.topics }, topic))
          subscriptions.push(...Subscriptions.map(({ SubscriptionArn = "" }) => SubscriptionArn));
        const ringing: string[] = [];
        const ofStack = { AlarmNamePrefix: `${stackNameOf(stage)}-`, StateValue: "ALARM" } as const;
        for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: aws.watch }, ofStack))
          ringing.push(...MetricAlarms.map(({ AlarmName = "" }) => AlarmName));
        // Until the link was followed, there is a word in the place of the ARN.
        const confirmed = subscriptions.filter((arn) => arn.startsWith("arn:")).length;
        return { confirmed, unconfirmed: subscriptions.length - confirmed, ringing };
      }),
    leadsTo: (name, target) =>
      factOrUnknown(async () => {
        const [own, wanted] = await Promise.all([names.addresses(name), names.addresses(target)]);
        return own.some((address) => wanted.includes(address));
      }),
    stagesWith: (fingerprintOf) =>
      factOrUnknown(async () => {
        const stages: string[] = [];
        for await (const { Stacks = [] } of paginateDescribeStacks({ client: aws.cloudFormation }, {})) {
          const deployed = Stacks.map((stack) => deployedIn(outputsOf(stack)));
          const same = deployed.filter(
            (one) => one !== undefined && one.configFingerprint === fingerprintOf(one.stage),
          );
          stages.push(...same.map((one) => one?.stage ?? ""));
        }
        return stages;
      }),
  };
}

/** Names of hosts, as everybody asks for them. */
interface Names {
  /** None when nobody knows the name. */
  addresses(name: string): Promise<readonly string[]>;
}

const dns: Names = {
  addresses: (name) =>
    resolve4(name).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTFOUND" || error.code === "ENODATA") return [];
      throw error;
    }),
};

interface Resource {
  /** Where it stands in the stack: `DialLeadFunctionDoorbellMapping4A1B2C3D`. */
  readonly path: string;
  readonly id: string;
}

async function listResources(StackName: string, client: CloudFormationClient): Promise<StackResourceSummary[]> {
  const all: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName }))
    all.push(...(page.StackResourceSummaries ?? []));
  return all;
}

/** Somebody deleted it by hand: that it is gone is what there is to know. */
function gone(error: Error): { readonly State?: never; readonly LastProcessingResult?: never } {
  if (error.name === "ResourceNotFoundException") return {};
  throw error;
}

/** CDK ends names with one. */
const hash = /[0-9A-F]{8}$/;

const stepOf = (path: string): string => kebab(path.replace(/Function.*$/, "").replace(hash, ""));

const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
