import { wordsOf } from "../../lib/program/problem.ts";
import type { Keep } from "../../stand-ins/kit/kept.ts";
import { region } from "../aws-names.ts";
import type { Output } from "../output.ts";
import { engineStreams } from "./engine-streams.ts";
import { type Progress, trackProgress } from "./progress.ts";
import { type StreamRecord, toStreamRecord } from "./record.ts";

/** A consumer of a stream's records, each shard's in order. */
export interface Follower {
  /** @param done to be called when the record need not be handed over again after a restart */
  take(record: StreamRecord, done: () => void): void;
}

/** A table's stream. One reader serves all its followers. */
export interface Stream {
  /** @param name under which the follower's position is remembered */
  follow(name: string, follower: Follower): void;
  /** Starts reading; followers that join later may have missed records. */
  begin(): Promise<void>;
  /** Something was probably written: looks at once. */
  wake(): void;
  close(): Promise<void>;
}

export interface StreamOptions {
  /** As the engine names it. */
  readonly arn: string;
  readonly engine: string;
  readonly sessionToken: string;
  /** The table was created just now: nobody can have read any of it. */
  readonly isNew: boolean;
  readonly keep: Keep;
  readonly output: Output;
}

const fastestMs = 25;
const slowestMs = 400;
const shardListMs = 10_000;

export function openStream({ arn, engine, sessionToken, isNew, keep, output }: StreamOptions): Stream {
  const streams = engineStreams(engine, sessionToken);
  const positions = keep<string>("stream-positions");
  const followers = new Map<string, Follower>();
  const shards = new Map<string, Shard>();
  // A table of ours is read from its first record on, even if we were killed before anything was done with it.
  if (isNew) positions.set(arn, "ours");
  const isOurs = positions.get(arn) !== undefined;

  const listShards = async (): Promise<void> => {
    const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
    for (const { ShardId = "" } of StreamDescription?.Shards ?? []) {
      if (!shards.has(ShardId)) shards.set(ShardId, openShard(ShardId));
    }
  };

  const openShard = (id: string): Shard => {
    const readers = [...followers].map(([name, follower]): Reader => {
      const key = `${arn} ${id} ${name}`;
      return {
        follower,
        after: positions.get(key),
        progress: trackProgress((position) => positions.set(key, position)),
      };
    });
    const known = readers.flatMap(({ after }) => after ?? []);
    const earliest = known.length === readers.length ? known.sort(bySequence)[0] : undefined;
    return { id, readers, last: earliest, iterator: undefined, isClosed: false };
  };

  const iteratorOf = async ({ id, last }: Shard): Promise<string | undefined> => {
    const start =
      last === undefined
        ? { ShardIteratorType: isOurs ? ("TRIM_HORIZON" as const) : ("LATEST" as const) }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" as const, SequenceNumber: last };
    return (await streams.getShardIterator({ StreamArn: arn, ShardId: id, ...start })).ShardIterator;
  };

  /** @returns how many records there were */
  const read = async (shard: Shard): Promise<number> => {
    if (shard.isClosed) return 0;
    shard.iterator ??= await iteratorOf(shard);
    const page = await streams.getRecords({ ShardIterator: shard.iterator ?? "", Limit: 1000 });
    for (const raw of page.Records ?? []) hand(toStreamRecord(raw, arn, region), shard);
    shard.iterator = page.NextShardIterator ?? undefined;
    shard.isClosed = shard.iterator === undefined;
    return page.Records?.length ?? 0;
  };

  const look = async (): Promise<number> => {
    if (shards.size === 0 || Date.now() - listedAt > shardListMs) {
      await listShards();
      listedAt = Date.now();
    }
    const counts = await Promise.all([...shards.values()].map(read));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  /** Looks often while there is something to see, and seldom while there is not. */
  const keepLooking = async (): Promise<void> => {
    let isWell = true;
    for (let pauseMs = fastestMs; !closed; pauseMs = Math.min(pauseMs * 1.5, slowestMs)) {
      try {
        if ((await look()) > 0) pauseMs = fastestMs;
        isWell = true;
      } catch (error) {
        // An expired iterator is created again from the last position; an engine that does not answer may come back.
        for (const shard of shards.values()) shard.iterator = undefined;
        if (!closed && isWell) output.warn(`The table's stream could not be read: ${wordsOf(error)}`);
        isWell = false;
        pauseMs = slowestMs;
      }
      if (await pause(pauseMs)) pauseMs = fastestMs;
    }
  };

  /** @returns whether somebody cut it short, or had called while nobody slept */
  const pause = async (ms: number): Promise<boolean> => {
    if (!isCalled) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        getUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const wasCalled = isCalled;
    isCalled = false;
    return wasCalled;
  };

  const wake = (): void => {
    isCalled = true;
    getUp();
  };

  let isCalled = false;
  let getUp = () => {};
  let closed = false;
  let listedAt = 0;
  let looking: Promise<void> | undefined;
  return {
    follow: (name, follower) => void followers.set(name, follower),
    async begin() {
      await listShards();
      looking = keepLooking();
    },
    wake,
    async close() {
      closed = true;
      wake();
      await looking;
    },
  };
}

interface Shard {
  readonly id: string;
  readonly readers: readonly Reader[];
  /** Sequence number of the last record that was read. */
  last: string | undefined;
  iterator: string | undefined;
  isClosed: boolean;
}

interface Reader {
  readonly follower: Follower;
  /** Where an earlier run got to. */
  readonly after: string | undefined;
  readonly progress: Progress;
}

function hand(record: StreamRecord, shard: Shard): void {
  const position = record.dynamodb.SequenceNumber;
  shard.last = position;
  for (const { follower, after, progress } of shard.readers) {
    if (after !== undefined && bySequence(position, after) <= 0) continue;
    progress.begun(position);
    follower.take(record, () => progress.done(position));
  }
}

/** Sequence numbers are numbers of any length. */
const bySequence = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0);
