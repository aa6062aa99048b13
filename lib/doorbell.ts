import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { BridgeFunction } from "./bridge-function.ts";
import type { EncryptionKey } from "./encryption-key.ts";

/**
 * Which records ring: attributes of the item as written, in Lambda's filter syntax, where every leaf is a list of what it
 * may be. Only what is there is asked for: whether a filter fits an attribute's absence, AWS's pages do not say. Nor is a
 * record's event asked for, as Lambda's page on DynamoDB allows filters on `dynamodb` alone; an item that was removed has
 * no image, and so never rings.
 */
export type StreamPattern = Readonly<Record<string, { readonly S: readonly string[] }>>;

export interface DoorbellProps {
  readonly fn: BridgeFunction;
  readonly streamArn: string;
  /** A record that fits it rings. */
  readonly pattern: StreamPattern;
  readonly key: EncryptionKey | undefined;
}

/**
 * Calls a function when the table's stream carries a record that fits a pattern. It only makes the common case fast:
 * what a record that is dropped here is about is found by the next minute's tick, or, where it is a first call, by its
 * lead's; so giving up early beats holding up others.
 */
export class Doorbell extends Construct {
  /** What was dropped; each message names the records. */
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { fn, streamArn, pattern, key }: DoorbellProps) {
    super(scope, id);
    this.failures = new Queue(this, "Failures", {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      ...(key && { encryption: QueueEncryption.KMS, encryptionMasterKey: key.key }),
    });
    Validations.of(this.failures).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This is the queue for what failed, and nothing reads from it but people.",
    });
    new EventSourceMapping(this, "Mapping", {
      target: fn,
      eventSourceArn: streamArn,
      filters: [FilterCriteria.filter({ dynamodb: { NewImage: pattern } })],
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      // A batch in which one item is slow must not keep the items of other leads waiting. Two at a time are enough where
      // one call leaves a second; each takes one of the runs that an account has, of which a new one has ten in all.
      parallelizationFactor: 2,
      bisectBatchOnError: true,
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(5),
      // SqsDlq would grant more than sending, and the key by the role: sending is granted below, the key by its own policy.
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map((name) => `dynamodb:${name}`),
        resources: [streamArn],
      }),
    );
    fn.addToRolePolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failures.queueArn] }));
    key?.grantQueues(fn);
  }
}
