import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { Problem } from "../../lib/program/problem.ts";
import { awsProblem } from "./aws-problem.ts";
import type { SecretPurpose, StageDescription } from "./description.ts";

/** A stage in AWS, as its stack's outputs describe it. */

export const stackNameOf = (stage: string): string => `callingly-bridge-${stage}`;

const secretOutputs: Record<Exclude<SecretPurpose, "origin-header">, string> = {
  "source-keys": "SourceKeysSecret",
  "callback-tokens": "CallbackTokensSecret",
  "callingly-tokens": "CallinglyTokensSecret",
  "crm-credentials": "CrmCredentialsSecret",
  "source-credentials": "SourceCredentialsSecret",
};

/**
 * Looks a stage up with the operator's own credentials.
 * @throws Problem when there is no such stage, or AWS does not let the operator in
 */
export async function describeDeployed(
  stage: string,
  cloudFormation = new CloudFormationClient({}),
): Promise<StageDescription> {
  const stack = await findStack(stage, cloudFormation);
  const outputs = outputsOf(stack);
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value) return value;
    throw new Problem(
      `The stack ${stackNameOf(stage)} has no output ${name}: deploy it with this version, \`npx cdk deploy\`.`,
    );
  };
  const secrets = Object.entries(secretOutputs).map(([purpose, name]) => [purpose, output(name)]);
  const [, , , region, account] = (stack.StackId ?? "").split(":");
  return {
    name: stage,
    place: `AWS account ${account}, ${region}`,
    url: output("ApiUrl"),
    tableName: output("TableName"),
    secrets: { ...Object.fromEntries(secrets), "origin-header": outputs.get("OriginHeaderSecret") },
    suppressionKey: outputs.get("SuppressionKeySecret"),
    callinglyBaseUrl: outputs.get("CallinglyBaseUrl"),
    callbackUrl: outputs.get("CallbackUrl") ?? output("ApiUrl"),
    deployed: deployedIn(outputs),
    alarmTopicArn: outputs.get("AlarmTopicArn"),
    dnsTarget: outputs.get("DnsTarget"),
    originUrl: outputs.get("OriginUrl"),
    settings: settingsIn(outputs),
    standIn: false,
    crmBaseUrls: JSON.parse(outputs.get("CrmBaseUrls") ?? "{}"),
  };
}

/** Undefined for a stack of a version that did not write it yet. */
export function deployedIn(outputs: ReadonlyMap<string, string>): StageDescription["deployed"] {
  const [stage, configFingerprint] = [outputs.get("Stage"), outputs.get("ConfigFingerprint")];
  const accounts = outputs.get("Accounts")?.split(" ");
  return stage === undefined || configFingerprint === undefined ? undefined : { stage, configFingerprint, accounts };
}

/** Read without a schema, so that settings of another version are shown as well. */
function settingsIn(outputs: ReadonlyMap<string, string>): StageDescription["settings"] {
  const text = outputs.get("Settings");
  return text === undefined ? undefined : JSON.parse(text);
}

export const outputsOf = (stack: Stack): ReadonlyMap<string, string> =>
  new Map(stack.Outputs?.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));

async function findStack(stage: string, cloudFormation: CloudFormationClient): Promise<Stack> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackNameOf(stage) }));
    const [stack] = Stacks;
    if (stack) return stack;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!/does not exist/.test(error.message)) throw notLetIn(error);
  }
  throw new Problem(
    `There is no stage "${stage}" in this AWS account and region: deploy it (\`npx cdk deploy -c stage=${stage}\`), name another with --stage, or add --local for the bridge that \`npm start\` runs.`,
  );
}

const notLetIn = (error: Error): Problem =>
  awsProblem(error) ??
  new Problem(
    `AWS does not answer (${error.name}: ${error.message.split("\n")[0]}). Set AWS_PROFILE or your credentials, and AWS_REGION; for the bridge that \`npm start\` runs, add --local.`,
  );
