import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { StageSettings } from "./stage.ts";

export interface BridgeFunctionProps {
  /** Directory of the bundled code. */
  readonly bundle: string;
  readonly stage: StageSettings;
  readonly key: EncryptionKey | undefined;
  readonly timeoutSeconds: number;
  /** One of {@link memory}. */
  readonly memoryMb: number;
}

/**
 * Memory brings a share of a processor with it, a whole one at 1,769 MB, and is billed as long as a run lasts: work
 * costs the same with any, waiting costs as much as there is.
 */
export const memory = {
  /** Somebody waits for the answer, mostly of a function that has to start first. */
  answersMb: 1024,
  /** Waits for Callingly, and a person for their call; or reads lists of 16 MiB, the longest answers that we take. */
  waitsMb: 512,
  /** Waits for Callingly and CRMs, and nobody for what it does. Fifty talks of four hours at once take 152 MB. */
  reportsMb: 256,
} as const;

/** A function of the bridge: our defaults, and a role that may write its own log and nothing else until granted. */
export class BridgeFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { bundle, stage, key, timeoutSeconds, memoryMb }: BridgeFunctionProps) {
    // Logs name leads by their ids only, so nothing is lost with them.
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key.key }),
    });
    // A role of our own: the default one may write to every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);

    super(scope, id, {
      code: Code.fromAsset(bundle),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      ...(stage.reservedConcurrency !== undefined && { reservedConcurrentExecutions: stage.reservedConcurrency }),
      environment: { [EnvName.stage]: stage.name },
      // Lambda records the path of a request by itself; the functions carry no library for it.
      ...(stage.tracing && { tracing: Tracing.ACTIVE }),
      logGroup,
      role,
    });
    if (stage.tracing) {
      Validations.of(role).acknowledge({
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "X-Ray has no resources that a right to send traces could name.",
      });
    }
  }
}
