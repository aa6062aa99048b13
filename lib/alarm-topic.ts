import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { EncryptionKey } from "./encryption-key.ts";

/** Where alarms are sent: to all subscribers, encrypted at rest and on the way. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  /**
   * @param email gets a message, and then alarms once the link in it was followed
   * @param ownKey what the stack encrypts everything with, if it has a key of its own
   */
  constructor(scope: Construct, id: string, email: string | undefined, ownKey: EncryptionKey | undefined) {
    super(scope, id);
    const stack = Stack.of(this);
    const alarms = new ServicePrincipal("cloudwatch.amazonaws.com");
    const ofThisAccount = { StringEquals: { "aws:SourceAccount": stack.account } };

    const masterKey = ownKey?.key ?? this.keyForAlarms();
    // An alarm that may not use its topic's key is dropped silently.
    masterKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [alarms],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
        conditions: ofThisAccount,
      }),
    );

    this.topic = new Topic(this, "Topic", { displayName: stack.stackName, masterKey, enforceSSL: true });
    const alarm = {
      service: "cloudwatch",
      resource: "alarm",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    };
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [alarms],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { ...ofThisAccount, ArnLike: { "aws:SourceArn": stack.formatArn(alarm) } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
  }

  /** AWS's own key for topics cannot be opened to CloudWatch. */
  private keyForAlarms(): Key {
    return new Key(this, "Key", {
      description: `Alarms of ${Stack.of(this).stackName}`,
      enableKeyRotation: true,
      // Alarms are read when they come; nothing is kept that would need it later.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
