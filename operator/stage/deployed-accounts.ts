import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { FactOrUnknown } from "./infrastructure.ts";
import { outputsOf } from "./outputs.ts";

/** How long a synthesis waits for CloudFormation, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * The accounts that the stack in AWS was deployed with, so that none of them vanishes unnoticed. Only asked where the
 * CDK's command line has found credentials: nothing else needs them for a synthesis.
 * @param connect opens CloudFormation with the operator's own credentials
 */
export async function deployedAccounts(
  stackName: string,
  { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region }: Readonly<Record<string, string | undefined>>,
  connect: (region: string) => Promise<CloudFormationOutputs> = inReality,
): Promise<FactOrUnknown<readonly string[]>> {
  if (account === undefined || region === undefined) return { unknown: "there are no AWS credentials, or no region" };
  try {
    const cloudFormation = await connect(region);
    const outputs = await cloudFormation.outputsOf(stackName, AbortSignal.timeout(PATIENCE_MS));
    if (outputs === undefined) return { fact: [] };
    const ids = outputs.get("Accounts");
    return ids === undefined ? { unknown: "the stack does not name its accounts yet" } : { fact: ids.split(" ") };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { unknown: `CloudFormation does not say (${error.name})` };
  }
}

export interface CloudFormationOutputs {
  /** Undefined when there is no such stack. */
  outputsOf(stackName: string, signal: AbortSignal): Promise<ReadonlyMap<string, string> | undefined>;
}

/** Loaded where it is needed: most of a synthesis is over before the client would be there. */
async function inReality(region: string): Promise<CloudFormationOutputs> {
  const { CloudFormationClient, DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
  const client: CloudFormationClient = new CloudFormationClient({ region, maxAttempts: 1 });
  return {
    async outputsOf(StackName, abortSignal) {
      try {
        const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }), { abortSignal });
        return outputsOf(Stacks[0] ?? {}).outputs;
      } catch (error) {
        if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
        throw error;
      }
    },
  };
}
