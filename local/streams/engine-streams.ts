import { ask } from "../../stand-ins/kit/ask.ts";
import { accountId, region } from "../aws-names.ts";

/**
 * The streams of a local DynamoDB engine, over its plain JSON protocol: that is how Lambda hands records on, so nothing
 * needs to be taken apart and put together again, which is what costs most when there are many.
 */
export interface EngineStreams {
  describeStream(request: { StreamArn: string }): Promise<{ StreamDescription?: { Shards?: { ShardId?: string }[] } }>;
  getShardIterator(request: IteratorRequest): Promise<{ ShardIterator?: string }>;
  getRecords(request: {
    ShardIterator: string;
    Limit: number;
  }): Promise<{ Records?: EngineRecord[]; NextShardIterator?: string | null }>;
}

export interface IteratorRequest {
  readonly StreamArn: string;
  readonly ShardId: string;
  readonly ShardIteratorType: "TRIM_HORIZON" | "LATEST" | "AFTER_SEQUENCE_NUMBER";
  readonly SequenceNumber?: string;
}

/** A record as engines give it: like Lambda's, without the stream's ARN. */
export interface EngineRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: string;
  readonly dynamodb: {
    /** Seconds since 1970; some engines write a date. */
    readonly ApproximateCreationDateTime: number | string;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** In DynamoDB's own JSON. */
export type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const patienceMs = 10_000;

export function engineStreams(engine: string, sessionToken: string): EngineStreams {
  const request = async <Answer>(operation: string, input: object): Promise<Answer> => {
    const { status, text } = await ask(engine, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDBStreams_20120810.${operation}`,
        "x-amz-security-token": sessionToken,
        ...unsigned(new Date()),
      },
      body: JSON.stringify(input),
      timeoutMs: patienceMs,
    });
    if (status !== 200) throw new Error(`${operation}: ${status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as Answer;
  };
  return {
    describeStream: (input) => request("DescribeStream", input),
    getShardIterator: (input) => request("GetShardIterator", input),
    getRecords: (input) => request("GetRecords", input),
  };
}

/** Engines want to see the form of a signature and check none. */
function unsigned(now: Date): Record<string, string> {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${accountId}/${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  return {
    "x-amz-date": date,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  };
}
