import { expect, it, onTestFinished } from "vitest";
import { startEngine } from "../../local/engine/engine.ts";
import { terminalOutput } from "../../local/output.ts";
import { TemplateSchema } from "../../local/stack/assembly.ts";
import { runStack } from "../../local/stack/run-stack.ts";
import { table } from "../../local/stack/table.ts";
import type { World } from "../../local/stack/world.ts";

const world = { url: "http://127.0.0.1:1", queues: new Map<string, unknown[]>() } as unknown as World;
const run = (Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>) =>
  runStack(TemplateSchema.parse({ Resources }), world);

it("refuses a resource type that it does not know, and says where to add it", async () => {
  await expect(run({ Bus: { Type: "AWS::Events::EventBus" } })).rejects.toThrow(
    /AWS::Events::EventBus \("Bus"\).*resources\.ts/,
  );
});

it("runs what it knows and leaves out what it need not run", async () => {
  await run({
    Failures: { Type: "AWS::SQS::Queue" },
    Role: { Type: "AWS::IAM::Role" },
    Alarm: { Type: "AWS::CloudWatch::Alarm" },
  });
  expect([...world.queues.keys()]).toEqual([expect.stringMatching(/^arn:aws:sqs:.*:Failures$/)]);
});

it("refuses settings that would change what the functions see", async () => {
  const Properties = { ProtocolType: "HTTP", CorsConfiguration: { AllowOrigins: ["*"] } };
  await expect(run({ Api: { Type: "AWS::ApiGatewayV2::Api", Properties } })).rejects.toThrow(/CorsConfiguration/);
});

it("refuses names that lead nowhere", async () => {
  await expect(run({ Queue: { Type: "AWS::SQS::Queue", Properties: { a: { Ref: "Nobody" } } } })).rejects.toThrow(
    /"Nobody"/,
  );
  await expect(
    run({ Queue: { Type: "AWS::SQS::Queue", Properties: { a: { "Fn::GetAtt": ["Queue", "Colour"] } } } }),
  ).rejects.toThrow(/Colour of a AWS::SQS::Queue/);
});

it("refuses what depends on a condition", async () => {
  await expect(run({ Queue: { Type: "AWS::SQS::Queue", Condition: "IsProd" } })).rejects.toThrow(/condition/);
});

it("refuses data that was kept for another index, and says what to do", async () => {
  const engine = await startEngine();
  onTestFinished(() => engine.stop());
  const closers: (() => unknown)[] = [];
  onTestFinished(() => void closers.map((close) => close()));
  const onEngine = {
    engine: engine.url,
    sessionToken: engine.sessionToken,
    streams: new Map(),
    keep: () => new Map(),
    output: terminalOutput({ quiet: true, verbose: false }),
    closers,
  } as unknown as World;
  const withIndex = (IndexName: string) => ({
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: ["pk", "dueFor"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: [
      { IndexName, KeySchema: [{ AttributeName: "dueFor", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
    ],
  });
  await table.run?.("Leads", withIndex("due"), onEngine);
  await expect(table.run?.("Leads", withIndex("due-1"), onEngine)).rejects.toThrow(
    /kept by a version whose table has the index due; this one asks due-1\. Choose another folder with --data/,
  );
});
