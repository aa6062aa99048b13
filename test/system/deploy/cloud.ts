import { ApiGatewayV2Client, GetStageCommand, UpdateStageCommand } from "@aws-sdk/client-apigatewayv2";
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { callKey } from "../../../lambda/store/items/keys.ts";
import { callToItem, itemToCall, itemToLead } from "../../../lambda/store/items/leads-and-calls.ts";
import { table as names } from "../../../lambda/store/table.ts";
import { stackName } from "./cdk.ts";

/** An AWS account as the checks see it, real or emulated. Resources go by their construct's path without slashes. */
export interface Cloud {
  stackExists(): Promise<boolean>;
  /** How many functions may run at a time in the account, of whatever stack. */
  concurrency(): Promise<number>;
  putSecret(id: string, value: object): Promise<void>;
  /** Runs a function and waits for its end. @throws when it fails */
  invoke(fn: string, event: object): Promise<void>;
  variables(fn: string): Promise<Readonly<Record<string, string>>>;
  /** Returns when the next invocation has them. */
  setVariables(fn: string, variables: Readonly<Record<string, string>>): Promise<void>;
  /** Lines of a log group that were written since a time. */
  logLines(group: string, since: number): Promise<string[]>;
  leads(): Promise<StoredLead[]>;
  putItem(key: string, kind: string): Promise<void>;
  /** As an operator may. */
  putCall(call: Call): Promise<void>;
  call(account: string, callId: string): Promise<Call | undefined>;
  deleteItem(key: string): Promise<void>;
  /** The attribute by which items expire, if they do. */
  expiryAttribute(): Promise<string | undefined>;
  /** How IAM decides for a role: `allowed`, `implicitDeny` or `explicitDeny`. */
  decision(role: string, action: string, resource: string): Promise<string>;
  rule(name: string): Promise<Schedule>;
  throttle(): Promise<Throttle>;
  setThrottle(throttle: Throttle): Promise<void>;
  /** Bodies of what waits in a queue. */
  messages(queue: string): Promise<string[]>;
}

export interface StoredLead {
  readonly id: string;
  readonly state: string;
  readonly reason?: string | undefined;
  readonly person: { readonly phone?: string | undefined };
  readonly expiresAt?: number | undefined;
}

export interface Schedule {
  readonly isEnabled: boolean;
  readonly expression: string;
  /** What its targets are told. */
  readonly inputs: readonly string[];
}

export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export interface CloudOptions {
  /** @default AWS */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** @default whatever the SDK finds */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export function awsCloud({ endpoint, region, credentials }: CloudOptions): Cloud {
  const settings = { region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) };
  const cloudFormation = new CloudFormationClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const lambda = new LambdaClient(settings);
  const dynamo = new DynamoDBClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  const iam = new IAMClient(settings);
  const events = new EventBridgeClient(settings);
  const api = new ApiGatewayV2Client(settings);
  // As every other client: by the endpoint, whatever host a queue's address names.
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });

  let physical: Promise<ReadonlyMap<string, string>> | undefined;
  const readResources = async () => {
    const found = new Map<string, string>();
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: cloudFormation },
      { StackName: stackName },
    )) {
      for (const { LogicalResourceId = "", PhysicalResourceId = "" } of StackResourceSummaries) {
        // The CDK appends eight digits of a hash.
        found.set(LogicalResourceId.replace(/[0-9A-F]{8}$/, ""), PhysicalResourceId);
      }
    }
    return found;
  };
  const idOf = async (name: string): Promise<string> => {
    physical ??= readResources();
    const id = (await physical).get(name);
    if (!id) throw new Error(`The stack has no resource ${name}; has it been renamed?`);
    return id;
  };

  const tableName = () => idOf("LeadTable");
  const stage = async () => ({ ApiId: await idOf("FrontDoorApi"), StageName: "$default" });
  const keyOf = (key: string) => ({ [names.partitionKey]: { S: key }, [names.sortKey]: { S: "-" } });

  return {
    async stackExists() {
      try {
        await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
        return true;
      } catch (error) {
        if (error instanceof CloudFormationServiceException && error.name === "ValidationError") return false;
        throw error;
      }
    },
    async concurrency() {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    async putSecret(id, value) {
      await secrets.send(new PutSecretValueCommand({ SecretId: id, SecretString: JSON.stringify(value) }));
    },
    async invoke(fn, event) {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: await idOf(fn), Payload: JSON.stringify(event) }),
      );
      if (FunctionError) throw new Error(`${fn} failed: ${Payload && Buffer.from(Payload).toString("utf8")}`);
    },
    async variables(fn) {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: await idOf(fn) }));
      return Environment?.Variables ?? {};
    },
    async setVariables(fn, variables) {
      const FunctionName = await idOf(fn);
      const Environment = { Variables: { ...variables } };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
    },
    async logLines(group, since) {
      const lines: string[] = [];
      const logGroupName = await idOf(group);
      for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName, startTime: since })) {
        lines.push(...(page.events ?? []).map(({ message = "" }) => message));
      }
      return lines;
    },
    async leads() {
      const found: StoredLead[] = [];
      const pages = paginateScan(
        { client: dynamo },
        {
          TableName: await tableName(),
          ConsistentRead: true,
          FilterExpression: "#kind = :lead",
          ExpressionAttributeNames: { "#kind": names.kind },
          ExpressionAttributeValues: { ":lead": { S: "lead" } },
        },
      );
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => itemToLead(item)));
      return found;
    },
    async putItem(key, kind) {
      const Item = { ...keyOf(key), [names.kind]: { S: kind } };
      await dynamo.send(new PutItemCommand({ TableName: await tableName(), Item }));
    },
    async putCall(call) {
      await dynamo.send(new PutItemCommand({ TableName: await tableName(), Item: callToItem(call) }));
    },
    async call(account, callId) {
      const Key = marshall(callKey(account, callId));
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: await tableName(), Key, ConsistentRead: true }),
      );
      return Item && itemToCall(Item);
    },
    async deleteItem(key) {
      await dynamo.send(new DeleteItemCommand({ TableName: await tableName(), Key: keyOf(key) }));
    },
    async expiryAttribute() {
      const { TimeToLiveDescription: expiry } = await dynamo.send(
        new DescribeTimeToLiveCommand({ TableName: await tableName() }),
      );
      return expiry?.TimeToLiveStatus === "ENABLED" ? expiry.AttributeName : undefined;
    },
    async decision(role, action, resource) {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: await idOf(role) }));
      const { EvaluationResults = [] } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: Role?.Arn,
          ActionNames: [action],
          ResourceArns: [resource],
        }),
      );
      return EvaluationResults[0]?.EvalDecision ?? "no answer";
    },
    async rule(name) {
      // Of a rule CloudFormation knows the name, in some regions with the bus before it.
      const Name = (await idOf(name)).split("|").at(-1) ?? "";
      const { State, ScheduleExpression = "" } = await events.send(new DescribeRuleCommand({ Name }));
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
      return {
        isEnabled: State === "ENABLED",
        expression: ScheduleExpression,
        inputs: Targets.map(({ Input = "" }) => Input),
      };
    },
    async throttle() {
      const { DefaultRouteSettings } = await api.send(new GetStageCommand(await stage()));
      const { ThrottlingRateLimit = 0, ThrottlingBurstLimit = 0 } = DefaultRouteSettings ?? {};
      return { perSecond: ThrottlingRateLimit, burst: ThrottlingBurstLimit };
    },
    async setThrottle({ perSecond, burst }) {
      const DefaultRouteSettings = { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst };
      await api.send(new UpdateStageCommand({ ...(await stage()), DefaultRouteSettings }));
    },
    async messages(queue) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: await idOf(queue), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      return Messages.map(({ Body = "" }) => Body);
    },
  };
}
