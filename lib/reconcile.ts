import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { BridgeFunction, memory } from "./bridge-function.ts";
import type { Parts } from "./parts.ts";

/** Beside the path: finds out what no webhook reported, and keeps Callingly's webhooks pointing here. */
export class Reconcile extends Construct {
  private readonly fn: BridgeFunction;
  private readonly table: Parts["table"];
  private readonly key: Parts["key"];

  constructor(scope: Construct, id: string, { stage, config, bundles, key, table, secrets, door, clock }: Parts) {
    super(scope, id);
    const fn = new BridgeFunction(this, "Function", {
      bundle: bundles.reconcile,
      stage,
      key,
      timeoutSeconds: 60,
      memoryMb: memory.waitsMb,
    });
    clock.wake(fn, "minute");
    clock.wake(fn, "hour");
    clock.wake(fn, "night");
    table.grant(fn, "reconcile");
    secrets.grantCallingly(fn);
    secrets.grantCallbackTokens(fn);
    // A certificate is kept with its source's own key.
    if (Object.values(config.sources).some(({ consent }) => consent?.keepCertificates === true))
      secrets.grantSourceCredentials(fn);
    door.tellCallbackUrl(fn);
    this.fn = fn;
    this.table = table;
    this.key = key;
  }

  /** Has the mail of the morning sent to a topic, from an hour on. */
  mailTo({ topicArn, masterKey }: Pick<Topic, "topicArn" | "masterKey">, hour: number): void {
    this.fn.addEnvironment(EnvName.morningMailTopic, topicArn);
    this.fn.addEnvironment(EnvName.morningMailHour, String(hour));
    this.table.grantMails(this.fn);
    this.fn.addToRolePolicy(new PolicyStatement({ actions: ["sns:Publish"], resources: [topicArn] }));
    if (this.key) this.key.grantTopic(this.fn);
    else masterKey?.grant(this.fn, "kms:Decrypt", "kms:GenerateDataKey");
  }
}
