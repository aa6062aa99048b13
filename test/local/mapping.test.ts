import { describe, expect, it } from "vitest";
import type { Invocable } from "../../local/functions/function.ts";
import { type MappingOptions, mapStream } from "../../local/streams/mapping.ts";
import { trackProgress } from "../../local/streams/progress.ts";
import type { StreamRecord } from "../../local/streams/record.ts";
import { silentOutput } from "./silent.ts";
import { until } from "./until.ts";

const record = (sequence: number, key = `item-${sequence}`): StreamRecord => ({
  eventID: String(sequence),
  eventName: "INSERT",
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  awsRegion: "us-east-1",
  eventSourceARN: "engine",
  dynamodb: {
    ApproximateCreationDateTime: Date.now() / 1000,
    Keys: { pk: { S: key } },
    SequenceNumber: String(sequence),
    SizeBytes: 1,
    StreamViewType: "NEW_IMAGE",
  },
});

/** A mapping to a function that fails for the batches it is told to. */
function setUp(answer: (batch: string[]) => unknown, options: Partial<MappingOptions> = {}) {
  const batches: string[][] = [];
  const done: string[] = [];
  const fn: Invocable = {
    name: "Fn",
    async invoke(event) {
      const batch = (event as { Records: StreamRecord[] }).Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      batches.push(batch);
      return answer(batch);
    },
  };
  const failures: unknown[] = [];
  const mapping = mapStream({
    name: "Mapping",
    fn,
    streamArn: "arn",
    accepts: () => true,
    batchSize: 10,
    lanes: 1,
    bisects: true,
    retries: 0,
    maxAgeMs: 60_000,
    reportsFailures: false,
    failures,
    output: silentOutput(),
    ...options,
  });
  const send = (...records: StreamRecord[]) => {
    for (const one of records) mapping.take(one, () => done.push(one.dynamodb.SequenceNumber));
  };
  return { batches, done, failures, send };
}

const fail = (): never => {
  throw new Error("no");
};
const numbers = (count: number) => Array.from({ length: count }, (_, index) => record(index + 1));

describe("an event source mapping", () => {
  it("makes batches of what is there", async () => {
    const { batches, done, send } = setUp(() => undefined, { batchSize: 2 });
    send(...numbers(5));
    await until("all done", () => done.length === 5);
    expect(batches).toEqual([["1", "2"], ["3", "4"], ["5"]]);
  });

  it("halves a failing batch until the bad record stands alone, and gives only that one up", async () => {
    const { batches, done, failures, send } = setUp((batch) => (batch.includes("3") ? fail() : undefined));
    send(...numbers(4));
    await until("all done", () => done.length === 4);
    expect(batches).toEqual([["1", "2", "3", "4"], ["1", "2"], ["3", "4"], ["3"], ["4"]]);
    expect(failures).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: "3", batchSize: 1 } }]);
  });

  it("tries again as often as it is told", async () => {
    const { batches, done, failures, send } = setUp(fail, { retries: 2 });
    send(record(1));
    await until("given up", () => done.length === 1);
    expect(batches).toHaveLength(3);
    expect(failures).toHaveLength(1);
  });

  it("gives up at once what is too old", async () => {
    const { batches, done, send } = setUp(fail, { retries: 5, maxAgeMs: -1 });
    send(record(1));
    await until("given up", () => done.length === 1);
    expect(batches).toHaveLength(1);
  });

  it("tries again from the first record that the function names", async () => {
    let isFirst = true;
    const answer = () => {
      const failures = isFirst ? [{ itemIdentifier: "3" }] : [];
      isFirst = false;
      return { batchItemFailures: failures };
    };
    const { batches, done, send } = setUp(answer, { reportsFailures: true, bisects: false, retries: 1 });
    send(...numbers(4));
    await until("all done", () => done.length === 4);
    expect(batches).toEqual([
      ["1", "2", "3", "4"],
      ["3", "4"],
    ]);
  });

  it("keeps the records of one item in order, and lets other items pass", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { batches, done, send } = setUp((batch) => (batch.includes("1") ? held : undefined), {
      lanes: 8,
      batchSize: 1,
    });
    send(record(1, "slow"), record(2, "slow"), record(3, "a"), record(4, "b"), record(5, "c"), record(6, "d"));
    await until("the others done", () => done.length >= 2);
    expect(batches.flat()).not.toContain("2");
    release();
    await until("all done", () => done.length === 6);
  });

  it("passes over what the filter stops", async () => {
    const { batches, done, send } = setUp(() => undefined, {
      accepts: ({ dynamodb }) => dynamodb.SequenceNumber !== "1",
    });
    send(record(1), record(2));
    await until("all done", () => done.length === 2);
    expect(batches).toEqual([["2"]]);
  });
});

it("remembers a position only when nothing before it is left to do", () => {
  const saved: string[] = [];
  const progress = trackProgress((position) => saved.push(position));
  for (const position of ["1", "2", "3"]) progress.begun(position);
  progress.done("2");
  progress.done("1");
  progress.done("3");
  expect(saved).toEqual(["2", "3"]);
});
