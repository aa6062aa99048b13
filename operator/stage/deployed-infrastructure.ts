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
import { deployedIn } from "./deployed.ts";
import type { StageDescription } from "./description.ts";
import { factOrUnknown, type Infrastructure, tableFacts } from "./infrastructure.ts";
import { outputsOf } from "./outputs.ts";

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
  { stack, tableName, alarmTopicArn }: Pick<StageDescription, "stack" | "tableName" | "alarmTopicArn">,
  aws: AwsClients,
  names: Names = dns,
): Infrastructure {
  let listed: Promise<StackResourceSummary[]> | undefined;
  const { name: stackName = "", prefix = "" } = stack ?? {};
  /** The bridge's own: in somebody's own stack there may be more of a type. */
  const resources = async (type: string, own: RegExp): Promise<Resource[]> => {
    listed ??= listResources(stackName, aws.cloudFormation);
    return (await listed).flatMap(({ ResourceType, LogicalResourceId = "", PhysicalResourceId = "" }) => {
      if (ResourceType !== type || !LogicalResourceId.startsWith(prefix)) return [];
      const [, of] = own.exec(LogicalResourceId.slice(prefix.length)) ?? [];
      return of === undefined ? [] : [{ of: kebab(of), id: PhysicalResourceId }];
    });
  };
  /** One question for each resource of a type. */
  const each = <Fact>(type: string, own: RegExp, ask: (resource: Resource) => Promise<Fact>) =>
    factOrUnknown(async () => Promise.all((await resources(type, own)).map(ask)));

  return {
    table: () => tableFacts(tableName, aws.dynamo),
    mappings: () =>
      each("AWS::Lambda::EventSourceMapping", ownMapping, async ({ of, id }) => {
        const { State = "", LastProcessingResult } = await aws.lambda
          .send(new GetEventSourceMappingCommand({ UUID: id }))
          .catch(gone);
        return { step: of, state: State, lastResult: LastProcessingResult };
      }),
    schedules: () =>
      each("AWS::Events::Rule", ownRule, async ({ of, id }) => {
        const { State } = await aws.events.send(new DescribeRuleCommand({ Name: id })).catch(gone);
        return { name: of, enabled: State === "ENABLED" };
      }),
    failureQueues: () =>
      each("AWS::SQS::Queue", ownQueue, async ({ of, id }) => {
        const command = new GetQueueAttributesCommand({
          QueueUrl: id,
          AttributeNames: ["ApproximateNumberOfMessages"],
        });
        const { Attributes } = await aws.queues.send(command);
        return { step: of, messages: Number(Attributes?.ApproximateNumberOfMessages ?? 0) };
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
        const ofStack = { AlarmNamePrefix: `${stackName}-`, StateValue: "ALARM" } as const;
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
          const deployed = Stacks.map((stack) => deployedIn(outputsOf(stack).outputs));
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
  /** Of which step, or which rule: `dial-lead`, `every-minute`. */
  readonly of: string;
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

/** The names of the bridge's own resources: where each stands in the stack, and eight letters that the CDK adds. */
const ownMapping = /^([A-Z]\w+)FunctionDoorbellMapping[0-9A-F]{8}$/;
const ownRule = /^Clock(Every[A-Z]\w+?)[0-9A-F]{8}$/;
const ownQueue = /^([A-Z]\w+)FunctionDoorbellFailures[0-9A-F]{8}$/;

const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
