import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** An account before anything is deployed into it: only looked at. */
export interface Account {
  /** Who asks, and where. @throws when AWS does not let them in */
  identity(): Promise<Identity>;
  /** The version of the CDK's bootstrap; undefined where there is none. */
  bootstrapVersion(): Promise<number | undefined>;
  stackExists(name: string): Promise<boolean>;
  /** How many functions may run at a time, and how much code there may be, in bytes. */
  limits(): Promise<{ readonly concurrency: number; readonly codeBytes: number; readonly codeBytesUsed: number }>;
  /** Takes a role for a moment, as the CDK does. @throws when it may not be taken */
  assume(role: string): Promise<void>;
  /** How IAM decides, by action: `allowed`, `implicitDeny` or `explicitDeny`. @throws when it may not be asked */
  decisions(principal: string, actions: readonly string[], resource: string): Promise<ReadonlyMap<string, string>>;
}

export interface Identity {
  readonly account: string;
  readonly region: string;
  readonly arn: string;
}

/** With whatever credentials and region the environment or the profile has. */
export function awsAccount(): Account {
  const sts = new STSClient({});
  const cloudFormation = new CloudFormationClient({});
  const lambda = new LambdaClient({});
  const iam = new IAMClient({});
  const stack = async (StackName: string) => {
    try {
      return (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  };
  return {
    async identity() {
      const region = await sts.config.region();
      const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
      return { account: Account, region, arn: Arn };
    },
    async bootstrapVersion() {
      const outputs = (await stack("CDKToolkit"))?.Outputs ?? [];
      const version = outputs.find(({ OutputKey }) => OutputKey === "BootstrapVersion")?.OutputValue;
      return version === undefined ? undefined : Number(version);
    },
    stackExists: async (name) => (await stack(name)) !== undefined,
    async limits() {
      const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
      return {
        concurrency: AccountLimit?.ConcurrentExecutions ?? 0,
        codeBytes: AccountLimit?.TotalCodeSize ?? 0,
        codeBytesUsed: AccountUsage?.TotalCodeSize ?? 0,
      };
    },
    async assume(RoleArn) {
      await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "callingly-bridge-dry-run" }));
    },
    async decisions(PolicySourceArn, actions, resource) {
      const command = { PolicySourceArn, ActionNames: [...actions], ResourceArns: [resource] };
      const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(command));
      return new Map(
        EvaluationResults.map(({ EvalActionName = "", EvalDecision = "no answer" }) => [EvalActionName, EvalDecision]),
      );
    },
  };
}
