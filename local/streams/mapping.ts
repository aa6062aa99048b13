import { randomUUID } from "node:crypto";
import type { Invocable } from "../functions/function.ts";
import type { Output } from "../output.ts";
import type { StreamRecord } from "./record.ts";
import type { Follower } from "./stream.ts";

/** Hands the records of a stream to a function in batches, as Lambda's event source mappings do. */
export interface MappingOptions {
  readonly name: string;
  readonly fn: Invocable;
  readonly streamArn: string;
  readonly accepts: (record: StreamRecord) => boolean;
  readonly batchSize: number;
  /** Batches under way at a time; records of one item always take the same lane. */
  readonly lanes: number;
  /** A batch that failed is halved until the bad record stands alone. */
  readonly bisects: boolean;
  readonly retries: number;
  readonly maxAgeMs: number;
  /** The function answers which records of a batch failed. */
  readonly reportsFailures: boolean;
  /** Takes a note of each batch that was given up. */
  readonly failures: unknown[];
  readonly output: Output;
}

interface Entry {
  readonly record: StreamRecord;
  readonly done: () => void;
}

interface Lane {
  readonly waiting: Entry[];
  isBusy: boolean;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

export function mapStream(options: MappingOptions): Follower & { close(): Promise<void> } {
  const { accepts, batchSize } = options;
  const lanes = Array.from({ length: options.lanes }, (): Lane => ({ waiting: [], isBusy: false }));
  const stop = new AbortController();

  const work = async (lane: Lane): Promise<void> => {
    lane.isBusy = true;
    // The reader hands over a whole page without a pause; a batch may as well have all of it.
    await Promise.resolve();
    while (lane.waiting.length > 0 && !stop.signal.aborted) {
      const batch = lane.waiting.splice(0, batchSize);
      await deliver(
        batch.map(({ record }) => record),
        options,
        stop.signal,
      );
      // Whatever was interrupted is handed over again after a restart.
      if (!stop.signal.aborted) for (const { done } of batch) done();
    }
    lane.isBusy = false;
  };

  return {
    take(record, done) {
      if (!accepts(record)) return done();
      const lane = lanes[laneOf(record, lanes.length)] as Lane;
      lane.waiting.push({ record, done });
      if (!lane.isBusy) void work(lane);
    },
    close: async () => stop.abort(),
  };
}

/** Tries a batch until it is done or given up. Halving it does not count as a try. */
async function deliver(
  batch: readonly StreamRecord[],
  options: MappingOptions,
  signal: AbortSignal,
  tries = 0,
): Promise<void> {
  const failed = await invoke(batch, options);
  if (failed.length === 0 || signal.aborted) return;
  if (options.bisects && failed.length > 1) {
    const middle = Math.ceil(failed.length / 2);
    await deliver(failed.slice(0, middle), options, signal, tries);
    return deliver(failed.slice(middle), options, signal, tries);
  }
  if (tries >= options.retries || ageMs(failed) > options.maxAgeMs) return giveUp(failed, options, tries + 1);
  await pause(Math.min(firstPauseMs * 2 ** tries, longestPauseMs), signal);
  return deliver(failed, options, signal, tries + 1);
}

/** @returns the records that have to be tried again: from the first one that failed to the last */
async function invoke(batch: readonly StreamRecord[], options: MappingOptions): Promise<readonly StreamRecord[]> {
  const { fn, streamArn, reportsFailures } = options;
  const Records = batch.map((record) => ({ ...record, eventSourceARN: streamArn }));
  const answer = await fn.invoke({ Records }).catch(() => "failed" as const);
  if (answer === "failed") return batch;
  return reportsFailures ? fromFirstFailure(batch, answer) : [];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html */
function fromFirstFailure(batch: readonly StreamRecord[], answer: unknown): readonly StreamRecord[] {
  const { batchItemFailures } = (answer ?? {}) as { batchItemFailures?: { itemIdentifier?: string }[] | null };
  if (!batchItemFailures?.length) return [];
  const positions = batchItemFailures.map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return batch.slice(Math.max(Math.min(...positions), 0));
}

function giveUp(batch: readonly StreamRecord[], { name, fn, failures, output }: MappingOptions, tries: number): void {
  output.warn(`${fn.name} was given up on for ${batch.length} stream record(s) after ${tries} tries`);
  failures.push({
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionName: fn.name,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: tries,
    },
    DDBStreamBatchInfo: {
      mapping: name,
      startSequenceNumber: batch[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: batch.at(-1)?.dynamodb.SequenceNumber,
      batchSize: batch.length,
    },
  });
}

const ageMs = ([oldest]: readonly StreamRecord[]): number =>
  oldest === undefined ? 0 : Date.now() - oldest.dynamodb.ApproximateCreationDateTime * 1000;

function laneOf({ dynamodb }: StreamRecord, lanes: number): number {
  const text = JSON.stringify(Object.entries(dynamodb.Keys).sort());
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (hash * 31 + text.charCodeAt(at)) >>> 0;
  return hash % lanes;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
