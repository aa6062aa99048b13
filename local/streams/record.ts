import type { EngineRecord, Item } from "./engine-streams.ts";

export type { Item } from "./engine-streams.ts";

/** A stream record as Lambda hands it to a function. */
export interface StreamRecord extends Omit<EngineRecord, "dynamodb"> {
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: Omit<EngineRecord["dynamodb"], "ApproximateCreationDateTime"> & {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
  };
}

/** Written out, as engines add fields of their own and spell some in their own way. */
export function toStreamRecord(record: EngineRecord, eventSourceARN: string, awsRegion: string): StreamRecord {
  const { eventID, eventName, eventVersion, dynamodb } = record;
  const {
    ApproximateCreationDateTime: created,
    Keys,
    NewImage,
    OldImage,
    SequenceNumber,
    SizeBytes,
    StreamViewType,
  } = dynamodb;
  return {
    eventID,
    eventName,
    eventVersion,
    eventSource: "aws:dynamodb",
    awsRegion,
    eventSourceARN,
    dynamodb: {
      ApproximateCreationDateTime: typeof created === "number" ? created : Date.parse(created) / 1000,
      Keys,
      ...given("NewImage", NewImage),
      ...given("OldImage", OldImage),
      SequenceNumber,
      SizeBytes,
      StreamViewType,
    },
  };
}

const given = <Name extends string>(name: Name, image: Item | undefined): { [name in Name]?: Item } =>
  image === undefined ? {} : ({ [name]: image } as { [name in Name]?: Item });
