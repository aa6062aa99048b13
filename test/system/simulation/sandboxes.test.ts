import { expect, it } from "vitest";
import type { Ground, Instance } from "./instance.ts";
import { sandboxes } from "./sandboxes.ts";
import { scheduler } from "./scheduler.ts";
import type { End } from "./weather.ts";

/** A function of which each sandbox has a number and may leave something behind. */
function aFunction(ends: End[] = []) {
  const time = scheduler(0);
  const weather = { clockError: () => 0, fateOf: () => ({ end: ends.shift() ?? "well", afterMs: 1 }) };
  const ground = { time, story: { tell: () => undefined }, log: { leaks: [], bugs: [] }, weather: () => weather };
  let version = 1;
  let opened = 0;
  const load = (me: Instance) => {
    opened += 1;
    const read = () =>
      me.perform(
        { port: "secret", what: "secret", by: "fn" },
        { act: () => "value", failed: () => "failed", patienceMs: 1_000, about: () => [] },
      );
    return { number: opened, read, left: undefined as Promise<string> | undefined };
  };
  const fn = sandboxes(ground as unknown as Ground, { by: "fn", timeoutMs: 10_000, version: () => version }, load);
  return {
    time,
    deploy: () => {
      version += 1;
    },
    /** @returns the number of the sandbox that ran it, undefined when it died */
    async run(act: (kept: ReturnType<typeof load>) => Promise<unknown>): Promise<number | undefined> {
      let result: unknown = "never over";
      fn.run(
        async (kept) => {
          await act(kept);
          return kept.number;
        },
        (ended) => {
          result = ended;
        },
      );
      await time.runUntil(time.now() + 60_000);
      return result as number | undefined;
    },
  };
}

const idle = async () => undefined;

it("a sandbox serves one run after the other, until another version is deployed", async () => {
  const { run, deploy } = aFunction();
  expect([await run(idle), await run(idle)]).toEqual([1, 1]);
  deploy();
  expect(await run(idle)).toBe(2);
});

it("a sandbox is gone with the run that died in it", async () => {
  const { run } = aFunction(["dies before"]);
  expect(await run(({ read }) => read())).toBeUndefined();
  expect(await run(idle)).toBe(2);
});

it("a run does not wait for ever for what an earlier one left behind", async () => {
  const { run } = aFunction(["dies before"]);
  await run(async (kept) => {
    kept.left = kept.read();
    kept.left.catch(() => undefined);
  });
  expect(await run(async ({ left }) => left)).not.toBe("never over");
});
