import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { toPascalCase } from "../lambda/config/schema/sources.ts";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import type { Alarms } from "./alarms/alarms.ts";
import { configFingerprint } from "./config-fingerprint.ts";
import { namePrefix } from "./name-prefix.ts";
import type { Parts } from "./parts.ts";
import { byNpx, byScripts } from "./program/typed.ts";
import { version } from "./version.ts";

/** What the operator needs to know after a deployment. Keys are derived from a secret, so they cannot be shown here. */
export function addOutputs(
  scope: Construct,
  config: BridgeConfig,
  { stage, door, table, secrets }: Parts,
  { topic }: Alarms,
): void {
  const prefix = namePrefix(scope);
  // By names without a hash, which people read and the command line asks for.
  const output = (name: string, value: string, description: string) =>
    new CfnOutput(scope, name, { value, description }).overrideLogicalId(`${prefix}${name}`);

  output("Stage", stage.name, "The name of the stage");
  output("Version", version, "The version of the bridge that is deployed");
  output("Settings", JSON.stringify(stage.said), "The settings the stage was deployed with that are not the defaults");
  if (stage.inCode !== undefined) {
    const names = JSON.stringify(stage.inCode);
    output("SettingsInCode", names, "Those that stand where the bridge is made, and not in the configuration");
  }
  output(
    "ConfigFingerprint",
    configFingerprint(config, stage.name),
    "Tells whether a configuration is the one that was deployed",
  );
  output("Accounts", Object.keys(config.accounts).join(" "), "Ids of the accounts: none may vanish unnoticed");
  output("ApiUrl", door.url, "The bridge's public address");
  if (door.originUrl !== undefined) output("OriginUrl", door.originUrl, "Where the proxy before the door has to lead");
  if (stage.callinglyBaseUrl)
    output("CallinglyBaseUrl", stage.callinglyBaseUrl, "The server that stands for Callingly");
  if (stage.crmBaseUrls)
    output("CrmBaseUrls", JSON.stringify(stage.crmBaseUrls), "The servers that stand for the CRMs");
  if (door.dnsTarget !== undefined)
    output("DnsTarget", door.dnsTarget, "Where the domain's CNAME or alias has to lead");
  if (stage.callbackBaseUrl) output("CallbackUrl", stage.callbackBaseUrl, "Where Callingly reports to");
  output("TableName", table.tableName, "Leads and calls");
  output("AlarmTopicArn", topic.topicArn, "Subscribers get the alarms");
  output("DashboardName", Stack.of(scope).stackName, "The dashboard in CloudWatch");
  for (const [name, arn] of Object.entries(secrets.arns)) output(name, arn, "ARN of the secret");
  for (const source of Object.keys(config.sources)) {
    output(
      `Source${toPascalCase(source)}Url`,
      `${door.url}/leads/${source}`,
      "Where its leads go; the key is not shown",
    );
  }
  const command = `${(stage.inCode ? byNpx : byScripts).command} sources --stage ${stage.name}`;
  output("SourceKeysHint", command, "Prints the sources' addresses complete with their keys");
}
