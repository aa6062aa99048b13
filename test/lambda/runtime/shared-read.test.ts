import { expect, it } from "vitest";
import { sharedRead } from "../../../lambda/runtime/shared-read.ts";

/** A table whose answers come when the test says so, with what it held when the read began. */
function aTable() {
  const answers: ((fails?: Error) => void)[] = [];
  const table = { value: 0, answers, read: () => begin() };
  const begin = (): Promise<number> => {
    const seen = table.value;
    return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve(seen))));
  };
  return table;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("all who ask at the same time share one read", async () => {
  const table = aTable();
  const ask = sharedRead(table.read);
  const asked = [ask(), ask(), ask()];
  await settled();
  expect(table.answers).toHaveLength(1);
  table.answers[0]?.();
  expect(await Promise.all(asked)).toEqual([0, 0, 0]);
});

it("who asks while a read is under way gets an answer that began afterwards", async () => {
  const table = aTable();
  const ask = sharedRead(table.read);
  const early = ask();
  await settled();
  table.value = 1;
  const late = [ask(), ask()];
  table.answers[0]?.();
  await settled();
  expect(table.answers).toHaveLength(2);
  table.answers[1]?.();
  expect(await early).toBe(0);
  expect(await Promise.all(late)).toEqual([1, 1]);
});

it("a read that failed fails for those who shared it, and for nobody else", async () => {
  const table = aTable();
  const ask = sharedRead(table.read);
  const asked = [ask(), ask()];
  await settled();
  const later = ask();
  table.answers[0]?.(new Error("away"));
  expect(await Promise.allSettled(asked)).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  await settled();
  table.answers[1]?.();
  expect(await later).toBe(0);
});
