import { expect, it } from "vitest";
import { progress } from "./progress.ts";
import type { Run } from "./run.ts";

const run = { violations: [] } as unknown as Run;
const wrong = { violations: [{ kind: "lost" }] } as unknown as Run;

/** A long run whose worlds are over at these times, in milliseconds; what the screen hears. */
function told(isTTY: boolean, worlds: readonly (readonly [at: number, run: Run])[]): string[] {
  const heard: string[] = [];
  let now = 0;
  const shown = progress(100, { screen: { isTTY, write: (text) => heard.push(text) }, now: () => now });
  for (const [at, done] of worlds) {
    now = at;
    shown.add(done);
  }
  shown.end();
  return heard.map((text) => text.replace("\r\u001b[K", ""));
}

it("says on a terminal how far it is, once a second, and clears its line at the end", () => {
  const worlds = [
    [2_000, run],
    [2_500, run],
    [4_000, wrong],
  ] as const;
  expect(told(true, worlds)).toEqual([
    "1 of 100 worlds, 0 wrong, about 3 min to go",
    "3 of 100 worlds, 1 wrong, about 2 min to go",
    "",
  ]);
});

it("keeps quiet in a pipe", () => {
  expect(told(false, [[2_000, run]])).toEqual([]);
});
