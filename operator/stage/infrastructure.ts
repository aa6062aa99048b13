import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";

/** The resources of a bridge, as facts: which exist, and whether they are switched on. */
export interface Infrastructure {
  /** Undefined when there is no such table. */
  table(): Promise<FactOrUnknown<TableFacts | undefined>>;
  /** The mappings that wake functions when the table changes. */
  mappings(): Promise<FactOrUnknown<readonly MappingFacts[]>>;
  schedules(): Promise<FactOrUnknown<readonly ScheduleFacts[]>>;
  /** Where records go that no function could work on. */
  failureQueues(): Promise<FactOrUnknown<readonly QueueFacts[]>>;
  /** How many functions may run at a time in the account, of whatever stack. */
  concurrency(): Promise<FactOrUnknown<number>>;
  alarms(): Promise<FactOrUnknown<AlarmFacts>>;
  /** Whether a domain's name leads to where its front door is. */
  leadsTo(name: string, target: string): Promise<FactOrUnknown<boolean>>;
  /** Stages whose deployed configuration has the fingerprint that is asked for. */
  stagesWith(configFingerprintOf: (stage: string) => string): Promise<FactOrUnknown<readonly string[]>>;
}

/** A fact, or why it is not known. */
export type FactOrUnknown<Fact> = { readonly fact: Fact } | { readonly unknown: string };

export interface TableFacts {
  /** `ACTIVE` when it can be used. */
  readonly status: string;
  readonly stream: boolean;
  readonly timeToLive: FactOrUnknown<boolean>;
  readonly pointInTimeRecovery: FactOrUnknown<boolean>;
  readonly deletionProtection: boolean;
}

export interface MappingFacts {
  /** The step that it wakes, such as `dial-lead`. */
  readonly step: string;
  /** `Enabled` when it works. */
  readonly state: string;
  /** Lambda's result for the last records, such as `PROBLEM: Function call failed`. */
  readonly lastResult?: string | undefined;
}

export interface ScheduleFacts {
  /** Such as `every-minute`. */
  readonly name: string;
  readonly enabled: boolean;
}

export interface AlarmFacts {
  /** Subscribers of the alarm topic, by whether they followed the link in AWS's first message. */
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

/** Asks, and treats a failure as an unknown fact: the operator's credentials need not allow every look. */
export async function factOrUnknown<Fact>(ask: () => Promise<Fact>): Promise<FactOrUnknown<Fact>> {
  try {
    return { fact: await ask() };
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    const isBarred = /AccessDenied|NotAuthorized|Unauthorized/.test(name);
    return { unknown: isBarred ? `your credentials may not look (${name})` : `it cannot be asked (${name})` };
  }
}

/** The same in AWS and in the engine that `npm start` runs. */
export const tableFacts = (TableName: string, dynamo: DynamoDBClient): Promise<FactOrUnknown<TableFacts | undefined>> =>
  factOrUnknown(async () => {
    const described = await dynamo.send(new DescribeTableCommand({ TableName })).catch((error: Error) => {
      if (error.name !== "ResourceNotFoundException") throw error;
    });
    if (!described) return undefined;
    const { TableStatus = "", StreamSpecification, DeletionProtectionEnabled = false } = described.Table ?? {};
    const [timeToLive, pointInTimeRecovery] = await Promise.all([
      factOrUnknown(async () => {
        const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
        return ["ENABLED", "ENABLING"].includes(TimeToLiveDescription?.TimeToLiveStatus ?? "");
      }),
      factOrUnknown(async () => {
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
