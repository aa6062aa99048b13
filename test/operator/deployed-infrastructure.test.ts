import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, vi } from "vitest";
import { type AwsClients, awsClients, deployedInfrastructure } from "../../operator/stage/deployed-infrastructure.ts";
import { tableFacts } from "../../operator/stage/infrastructure.ts";

/** A stack in AWS, as its services describe it. */

const error = (name: string) => Object.assign(new Error("as AWS says it"), { name });

const resources = [
  ["AWS::Lambda::EventSourceMapping", "DialLeadFunctionDoorbellMappingECFEE19C", "uuid-1"],
  ["AWS::Lambda::EventSourceMapping", "ReportCallFunctionDoorbellMapping4570196D", "uuid-2"],
  ["AWS::Events::Rule", "ClockEveryMinute41CB211B", "rule-1"],
  ["AWS::Events::Rule", "ClockEveryNightA23D847A", "rule-2"],
  ["AWS::SQS::Queue", "DialLeadFunctionDoorbellFailures26BE0C8D", "https://queue/1"],
  ["AWS::Lambda::Function", "DialLeadFunction36637101", "a-function"],
].map(([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
  ResourceType,
  LogicalResourceId,
  PhysicalResourceId,
}));

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Readonly<Record<string, unknown>>;
}

type Answers = Readonly<Record<string, (input: Command["input"]) => unknown>>;

const usual: Answers = {
  ListStackResourcesCommand: ({ NextToken }) =>
    NextToken === undefined
      ? { StackResourceSummaries: resources.slice(0, 3), NextToken: "more" }
      : { StackResourceSummaries: resources.slice(3) },
  GetEventSourceMappingCommand: ({ UUID }) => {
    if (UUID === "uuid-2") throw error("ResourceNotFoundException");
    return { State: "Disabled", LastProcessingResult: "OK" };
  },
  DescribeRuleCommand: ({ Name }) => ({ State: Name === "rule-1" ? "ENABLED" : "DISABLED" }),
  GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: "3" } }),
  DescribeStacksCommand: () => ({
    Stacks: [
      { StackName: "callingly-bridge-dev", Outputs: outputs("dev", "abc") },
      { StackName: "callingly-bridge-prod", Outputs: outputs("prod", "def") },
      { StackName: "somebody-else" },
    ],
  }),
  DescribeTableCommand: () => ({ Table: { TableStatus: "ACTIVE", StreamSpecification: { StreamEnabled: true } } }),
  DescribeTimeToLiveCommand: () => ({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED" } }),
  DescribeContinuousBackupsCommand: () => {
    throw error("AccessDeniedException");
  },
};

const outputs = (stage: string, fingerprint: string) => [
  { OutputKey: "Stage", OutputValue: stage },
  { OutputKey: "ConfigFingerprint", OutputValue: fingerprint },
];

/** Clients that answer by the name of the command. The paginators want the client's own class, so its `send` is replaced. */
async function aws(answers: Answers = {}): Promise<AwsClients> {
  vi.stubEnv("AWS_REGION", "us-east-1");
  const clients = awsClients(new DynamoDBClient({ region: "us-east-1" }));
  for (const client of Object.values(clients)) {
    const send = async (command: Command) => {
      const answer = { ...usual, ...answers }[command.constructor.name];
      if (!answer) throw new Error(`Nobody expected ${command.constructor.name}`);
      return answer(command.input);
    };
    Object.assign(client, { send });
  }
  return clients;
}

const ownStack = { name: "callingly-bridge-prod", prefix: "" };
const of = async (answers?: Answers, stack = ownStack) =>
  deployedInfrastructure(
    { stack, tableName: "table", alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:topic" },
    await aws(answers),
    { addresses: async (name) => addresses[name] ?? [] },
  );
const addresses: Record<string, string[]> = {
  "leads.example.com": ["192.0.2.1", "192.0.2.2"],
  "front-door.example": ["192.0.2.2", "192.0.2.3"],
};

describe("the infrastructure of a deployed stage", () => {
  it("is told by the names of the steps, page after page", async () => {
    const infrastructure = await of();
    expect(await infrastructure.mappings()).toEqual({
      fact: [
        { step: "dial-lead", state: "Disabled", lastResult: "OK" },
        { step: "report-call", state: "", lastResult: undefined },
      ],
    });
    expect(await infrastructure.schedules()).toEqual({
      fact: [
        { name: "every-minute", enabled: true },
        { name: "every-night", enabled: false },
      ],
    });
    expect(await infrastructure.failureQueues()).toEqual({ fact: [{ step: "dial-lead", messages: 3 }] });
  });

  it("in somebody's own stack is the bridge's resources alone", async () => {
    const theirs = [
      ["AWS::Events::Rule", "BridgeToll0A1B2C3D", "rule-9"],
      ["AWS::Events::Rule", "ClockEveryYear0A1B2C3D", "rule-9"],
      ["AWS::SQS::Queue", "BridgeQueue0A1B2C3D", "https://queue/9"],
    ];
    const all = [
      ...resources.map((each) => [each.ResourceType, `Bridge${each.LogicalResourceId}`, each.PhysicalResourceId]),
      ...theirs,
    ];
    const StackResourceSummaries = all.map(([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
      ResourceType,
      LogicalResourceId,
      PhysicalResourceId,
    }));
    const listed = { ListStackResourcesCommand: () => ({ StackResourceSummaries }) };
    const infrastructure = await of(listed, { name: "acme", prefix: "Bridge" });
    expect(await infrastructure.schedules()).toEqual(await (await of()).schedules());
    expect(await infrastructure.failureQueues()).toEqual(await (await of()).failureQueues());
    expect(await infrastructure.mappings()).toEqual(await (await of()).mappings());
  });

  it("tells how many runs the account has, who hears of alarms and which ring, and where a name leads", async () => {
    const infrastructure = await of({
      GetAccountSettingsCommand: () => ({ AccountLimit: { ConcurrentExecutions: 10 } }),
      ListSubscriptionsByTopicCommand: () => ({
        Subscriptions: [
          { SubscriptionArn: "PendingConfirmation" },
          { SubscriptionArn: "arn:aws:sns:us-east-1:123456789012:topic:1" },
        ],
      }),
      DescribeAlarmsCommand: ({ AlarmNamePrefix, StateValue }) => ({
        MetricAlarms: [{ AlarmName: `${AlarmNamePrefix}parked ${StateValue}` }],
      }),
    });
    expect(await infrastructure.concurrency()).toEqual({ fact: 10 });
    expect(await infrastructure.alarms()).toEqual({
      fact: { confirmed: 1, unconfirmed: 1, ringing: ["callingly-bridge-prod-parked ALARM"] },
    });
    expect(await infrastructure.leadsTo("leads.example.com", "front-door.example")).toEqual({ fact: true });
    expect(await infrastructure.leadsTo("nobody.example.com", "front-door.example")).toEqual({ fact: false });
  });

  it("says which stage a configuration was deployed to", async () => {
    expect(await (await of()).stagesWith(() => "abc")).toEqual({ fact: ["dev"] });
    expect(await (await of()).stagesWith((stage) => (stage === "prod" ? "def" : "xyz"))).toEqual({ fact: ["prod"] });
    expect(await (await of()).stagesWith(() => "xyz")).toEqual({ fact: [] });
  });

  it("tells what the table is like, and what the operator may not see", async () => {
    expect(await (await of()).table()).toEqual({
      fact: {
        status: "ACTIVE",
        stream: true,
        timeToLive: { fact: true },
        pointInTimeRecovery: { unknown: "your credentials may not look (AccessDeniedException)" },
        deletionProtection: false,
      },
    });
  });

  it("tells a table that is missing from one that cannot be asked", async () => {
    const missing = () => {
      throw error("ResourceNotFoundException");
    };
    const { dynamo } = await aws({ DescribeTableCommand: missing });
    expect(await tableFacts("table", dynamo)).toEqual({ fact: undefined });
    const barred = () => {
      throw error("AccessDeniedException");
    };
    expect(await tableFacts("table", (await aws({ DescribeTableCommand: barred })).dynamo)).toEqual({
      unknown: "your credentials may not look (AccessDeniedException)",
    });
  });
});
