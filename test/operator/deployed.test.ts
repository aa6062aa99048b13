import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { describeDeployed } from "../../operator/stage/deployed.ts";
import { outputsOf } from "../../operator/stage/outputs.ts";
import { oneAccount, templateOf } from "../lib/template.ts";

/** A stage as the outputs of its stack describe it, wherever it is in it. */

const keys = Object.keys(templateOf().Outputs);
const outputs = (prefix: string, more: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    ...Object.fromEntries(keys.map((key) => [key, `the ${key}`])),
    Stage: "prod",
    Settings: "{}",
    ...more,
  }).map(([key, OutputValue]) => ({ OutputKey: `${prefix}${key}`, OutputValue }));

/** CloudFormation with these stacks. */
function cloudFormation(stacks: Readonly<Record<string, object[]>>): CloudFormationClient {
  const client = new CloudFormationClient({ region: "us-east-1" });
  const send = async ({ input: { StackName } }: { readonly input: { readonly StackName: string } }) => {
    const Outputs = stacks[StackName];
    if (!Outputs) throw new Error(`Stack with id ${StackName} does not exist`);
    return { Stacks: [{ StackId: "arn:aws:cloudformation:us-east-1:123456789012:stack/x/1", Outputs }] };
  };
  return Object.assign(client, { send });
}

const config = (stackName?: string) =>
  defineConfig({ ...oneAccount, stages: { prod: { ...(stackName !== undefined && { stackName }) } } });

describe("a deployed stage", () => {
  it("is found in the stack of its name", async () => {
    const stage = await describeDeployed("prod", config(), cloudFormation({ "callingly-bridge-prod": outputs("") }));
    expect(stage).toMatchObject({
      name: "prod",
      stack: { name: "callingly-bridge-prod", prefix: "", settingsInCode: undefined },
      url: "the ApiUrl",
      tableName: "the TableName",
      place: "AWS account 123456789012, us-east-1",
    });
  });

  it("is found in somebody's own stack, among other outputs", async () => {
    const own = [
      { OutputKey: "ApiUrl", OutputValue: "https://another.example" },
      ...outputs("Bridge", { SettingsInCode: '["tracing"]' }),
      { OutputKey: "TableName", OutputValue: "another" },
    ];
    const stage = await describeDeployed("prod", config("acme"), cloudFormation({ acme: own }));
    expect(stage).toMatchObject({
      stack: { name: "acme", prefix: "Bridge", settingsInCode: ["tracing"] },
      url: "the ApiUrl",
      tableName: "the TableName",
      deployed: { stage: "prod", configFingerprint: "the ConfigFingerprint" },
    });
    expect(stage.secrets["callingly-tokens"]).toBe("the CallinglyTokensSecret");
  });

  it("is refused where the stack is another stage's", async () => {
    const stacks = cloudFormation({ acme: outputs("", { Stage: "staging" }) });
    await expect(describeDeployed("prod", config("acme"), stacks)).rejects.toThrow(
      'The stack acme is the stage "staging", and not "prod": correct stages.prod.stackName',
    );
  });

  it("that is nowhere is told with the stack that was looked for", async () => {
    await expect(describeDeployed("prod", config(), cloudFormation({}))).rejects.toThrow(
      "There is no stack callingly-bridge-prod in this AWS account and region",
    );
  });
});

describe("a stack without a bridge", () => {
  it("keeps its outputs as they are", () => {
    const Outputs = [{ OutputKey: "Url", OutputValue: "x" }];
    expect(outputsOf({ Outputs })).toEqual({ outputs: new Map([["Url", "x"]]), prefix: "" });
    expect(outputsOf({}).outputs.size).toBe(0);
  });
});
