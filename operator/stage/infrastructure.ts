import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";

/** What a bridge stands on, as facts: what of it is there, and whether it is switched on. */
export interface Infrastructure {
  /** Undefined when there is no such table. */
  table(): Promise<Told<TableFacts | undefined>>;
  /** What wakes functions when the table changes. */
  mappings(): Promise<Told<readonly MappingFacts[]>>;
  schedules(): Promise<Told<readonly ScheduleFacts[]>>;
  /** Where records go that no function could work on. */
  failureQueues(): Promise<Told<readonly QueueFacts[]>>;
  /** How many functions may run at a time in the account, of whatever stack. */
  concurrency(): Promise<Told<number>>;
  alarms(): Promise<Told<AlarmFacts>>;
  /** Whether a domain's name leads to where its front door is. */
  leadsTo(name: string, target: string): Promise<Told<boolean>>;
  /** Stages whose deployed configuration has the fingerprint that is asked for. */
  stagesWith(configFingerprintOf: (stage: string) => string): Promise<Told<readonly string[]>>;
}

/** A fact, or why it is not known. */
export type Told<Fact> = { readonly fact: Fact } | { readonly unknown: string };

export interface TableFacts {
  /** `ACTIVE` when it can be used. */
  readonly status: string;
  readonly stream: boolean;
  readonly timeToLive: Told<boolean>;
  readonly pointInTimeRecovery: Told<boolean>;
  readonly deletionProtection: boolean;
}

export interface MappingFacts {
  /** The step that it wakes, such as `dial-lead`. */
  readonly step: string;
  /** `Enabled` when it works. */
  readonly state: string;
  /** What Lambda says of the last records, such as `PROBLEM: Function call failed`. */
  readonly lastResult?: string | undefined;
}

export interface ScheduleFacts {
  /** Such as `every-minute`. */
  readonly name: string;
  readonly enabled: boolean;
}

export interface AlarmFacts {
  /** Who subscribed to the topic of alarms, and whether they followed the link in AWS's first message. */
  readonly confirmed: number;
  readonly unconfirmed: number;
  /** Alarms that ring now, by their names. */
  readonly ringing: readonly string[];
}

export interface QueueFacts {
  /** The step whose records they are. */
  readonly step: string;
  readonly messages: number;
}

/** Asks, and takes a failure for not knowing: whoever looks around need not be allowed to see all. */
export async function told<Fact>(ask: () => Promise<Fact>): Promise<Told<Fact>> {
  try {
    return { fact: await ask() };
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    const isBarred = /AccessDenied|NotAuthorized|Unauthorized/.test(name);
    return { unknown: isBarred ? `your credentials may not look (${name})` : `it cannot be asked (${name})` };
  }
}

/** The same in AWS and in the engine that `npm start` runs. */
export const tableFacts = (TableName: string, dynamo: DynamoDBClient): Promise<Told<TableFacts | undefined>> =>
  told(async () => {
    const described = await dynamo.send(new DescribeTableCommand({ TableName })).catch((error: Error) => {
      if (error.name !== "ResourceNotFoundException") throw error;
    });
    if (!described) return undefined;
    const { TableStatus = "", StreamSpecification, DeletionProtectionEnabled = false } = described.Table ?? {};
    const [timeToLive, pointInTimeRecovery] = await Promise.all([
      told(async () => {
        const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
        return ["ENABLED", "ENABLING"].includes(TimeToLiveDescription?.TimeToLiveStatus ?? "");
      }),
      told(async () => {
        const { ContinuousBackupsDescription: backups } = await dynamo.send(
          new DescribeContinuousBackupsCommand({ TableName }),
        );
        return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
      }),
    ]);
    return {
      status: TableStatus,
      stream: StreamSpecification?.StreamEnabled === true,
      timeToLive,
      pointInTimeRecovery,
      deletionProtection: DeletionProtectionEnabled,
    };
  });
