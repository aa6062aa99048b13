import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import { stackNameOf } from "../../lib/stack-name.ts";
import { awsProblem } from "./aws-problem.ts";
import type { SecretPurpose, StackDescription, StageDescription } from "./description.ts";
import { outputsOf } from "./outputs.ts";

/** A stage in AWS, as its stack's outputs describe it. */

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
  { stages }: Pick<BridgeConfig, "stages">,
  cloudFormation = new CloudFormationClient({}),
): Promise<StageDescription> {
  const stackName = stackNameOf(stage, Object.hasOwn(stages, stage) ? stages[stage] : undefined);
  const stack = await findStack(stage, stackName, cloudFormation);
  const { outputs, prefix } = outputsOf(stack);
  refuseOther(stage, stackName, outputs.get("Stage"));
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value) return value;
    throw new Problem(`The stack ${stackName} has no output ${name}: deploy it with this version, \`npx cdk deploy\`.`);
  };
  const secrets = Object.entries(secretOutputs).map(([purpose, name]) => [purpose, output(name)]);
  const [, , , region, account] = (stack.StackId ?? "").split(":");
  return {
    name: stage,
    stack: { name: stackName, prefix, settingsInCode: settingsInCode(outputs) },
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
  return stage === undefined || configFingerprint === undefined
    ? undefined
    : { stage, configFingerprint, accounts, version: outputs.get("Version") };
}

/** Read without a schema, so that settings of another version are shown as well. */
function settingsIn(outputs: ReadonlyMap<string, string>): StageDescription["settings"] {
  const text = outputs.get("Settings");
  return text === undefined ? undefined : JSON.parse(text);
}

const settingsInCode = (outputs: ReadonlyMap<string, string>): StackDescription["settingsInCode"] => {
  const names = outputs.get("SettingsInCode");
  return names === undefined ? undefined : JSON.parse(names);
};

/** Whoever names the wrong stack would release the leads of another stage. */
function refuseOther(stage: string, stackName: string, deployed: string | undefined): void {
  if (deployed === undefined || deployed === stage) return;
  throw new Problem(
    `The stack ${stackName} is the stage "${deployed}", and not "${stage}": correct stages.${stage}.stackName in the configuration, or name the stage with --stage.`,
  );
}

async function findStack(stage: string, stackName: string, cloudFormation: CloudFormationClient): Promise<Stack> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    const [stack] = Stacks;
    if (stack) return stack;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!/does not exist/.test(error.message)) throw notLetIn(error);
  }
  throw new Problem(
    `There is no stack ${stackName} in this AWS account and region, where the stage "${stage}" would be: deploy it (\`npx cdk deploy -c stage=${stage}\`), name another stage with --stage, or add --local for the bridge that \`npm start\` runs. If it is in a stack of another name, write that as stages.${stage}.stackName into the configuration.`,
  );
}

const notLetIn = (error: Error): Problem =>
  awsProblem(error) ??
  new Problem(
    `AWS does not answer (${error.name}: ${error.message.split("\n")[0]}). Set AWS_PROFILE or your credentials, and AWS_REGION; for the bridge that \`npm start\` runs, add --local.`,
  );
