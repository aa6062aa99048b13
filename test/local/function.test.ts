import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LocalFunction, startFunction } from "../../local/functions/function.ts";
import { elsewhereThanLinux } from "../elsewhere.ts";
import { silentOutput } from "./silent.ts";
import { until } from "./until.ts";

const bundle = `
let count = 0;
export const handler = async (event, context) => {
  if (event.do === "throw") throw new TypeError("broken");
  if (event.do === "exit") process.exit(1);
  if (event.do === "crash") setTimeout(() => { throw new Error("late"); });
  if (event.do === "spin") for (;;);
  if (event.do === "wait" || event.do === "crash") await new Promise((resolve) => setTimeout(resolve, event.ms ?? 60_000));
  console.log("called", event.do);
  return { count: ++count, left: context.getRemainingTimeInMillis(), name: context.functionName, value: process.env.VALUE, home: process.env.HOME };
};
`;

const isElsewhere = elsewhereThanLinux("a thread's own priority (test/local/function.test.ts)");

let folder: string;
let fn: LocalFunction;
const output = silentOutput();
const lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "function-"));
  writeFileSync(join(folder, "index.mjs"), bundle);
  fn = startFunction(options());
});

/** @param timeoutMs more than a busy machine may take, where it is not what is looked at */
const options = (timeoutMs = 20_000) => ({
  name: "Fn",
  bundle: join(folder, "index.mjs"),
  handler: "handler",
  timeoutMs,
  memoryMb: 128,
  environment: { VALUE: "1" },
  output: { ...output, log: (name: string, line: string) => void lines.push(`${name} ${line}`) },
});

/** Of this process, by Linux's own account of them. */
function threadsThatStandBack(): number {
  const niceness = 18;
  const fields = readdirSync("/proc/self/task").map((thread) =>
    readFileSync(`/proc/self/task/${thread}/stat`, "utf8")
      .replace(/^.*\) /, "_ _ ")
      .split(" "),
  );
  return fields.filter((each) => Number(each[niceness]) > 0).length;
}

afterEach(async () => {
  await fn.close();
  rmSync(folder, { recursive: true });
});

describe("a function", () => {
  it("gets the event, a context and its own environment, and keeps what it loaded", async () => {
    const first = (await fn.invoke({ do: "answer" })) as { left: number };
    expect(first).toMatchObject({ count: 1, name: "Fn", value: "1" });
    expect(first).not.toHaveProperty("home");
    expect(first.left).toBeGreaterThan(0);
    expect(await fn.invoke({})).toMatchObject({ count: 2 });
    await until("its log is shown", () => lines.includes("Fn called answer"));
  });

  it.skipIf(isElsewhere)("lets others go first once it stands back, also after a crash", async () => {
    const before = threadsThatStandBack();
    fn.standBack();
    await fn.invoke({});
    expect(threadsThatStandBack() - before).toBe(1);
    await expect(fn.invoke({ do: "exit" })).rejects.toThrow();
    await fn.invoke({});
    await until("only the new thread is left", () => threadsThatStandBack() - before === 1);
  });

  it("shows the lines that are wanted, and those only", async () => {
    const seen: string[] = [];
    const shown = { ...output, shows: /wanted/, log: (_name: string, line: string) => void seen.push(line) };
    const picky = startFunction({ ...options(), output: shown });
    try {
      for (const word of ["one", "wanted", "two", "also wanted"]) await picky.invoke({ do: word });
      await until("they are shown", () => seen.length === 2);
      expect(seen).toEqual(["called wanted", "called also wanted"]);
    } finally {
      await picky.close();
    }
  });

  it("runs invocations side by side", async () => {
    const slow = fn.invoke({ do: "wait", ms: 300 });
    expect(await fn.invoke({})).toMatchObject({ count: 1 });
    expect(await slow).toMatchObject({ count: 2 });
  });

  it("fails an invocation that throws, in one line, and lives on", async () => {
    await expect(fn.invoke({ do: "throw" })).rejects.toThrow("TypeError: broken");
    expect(output.warnings).toContain("Fn failed: TypeError: broken");
    expect(await fn.invoke({})).toMatchObject({ count: 1 });
  });

  it.each(["wait", "spin"])("ends one that takes too long (%s), in a fresh environment afterwards", async (what) => {
    await fn.close();
    fn = startFunction(options(2_000));
    await fn.invoke({});
    await expect(fn.invoke({ do: what })).rejects.toThrow("timed out after 2 s");
    expect(await fn.invoke({})).toMatchObject({ count: 1 });
  });

  it("lets the neighbours of one that timed out finish", async () => {
    await fn.close();
    fn = startFunction(options(1_000));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const late = fn.invoke({ do: "wait" });
    vi.advanceTimersByTime(600);
    const neighbour = fn.invoke({ do: "wait", ms: 50 });
    vi.advanceTimersByTime(600);
    vi.useRealTimers();
    await expect(late).rejects.toThrow("timed out");
    expect(await neighbour).toMatchObject({ count: 1 });
  });

  it.each(["exit", "crash"])("starts anew after %s", async (how) => {
    await expect(fn.invoke({ do: how })).rejects.toThrow(/exited|crashed/);
    expect(await fn.invoke({})).toMatchObject({ count: 1 });
  });
});
