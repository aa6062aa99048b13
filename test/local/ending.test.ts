import { afterEach, describe, expect, it } from "vitest";
import { assembly } from "./assembly.ts";
import { isRunning, type Started, startTyped } from "./started.ts";
import { until } from "./until.ts";

/** Whoever starts a program through npm, a service manager say, has npm's process id and no other. */

const running: Started[] = [];
afterEach(() => {
  for (const pid of running.splice(0).flatMap((each) => each.family()))
    if (isRunning(pid)) process.kill(pid, "SIGKILL");
});

async function startByNpm(args: readonly string[]) {
  const started = startTyped(["npm", ...args]);
  running.push(started);
  const [line] = await started.says(/^\{.*\}$/m);
  return { ...started, facts: JSON.parse(line) };
}

async function expectAllGone(family: readonly number[], urls: readonly string[]): Promise<void> {
  await until("everything has ended", () => !family.some(isRunning));
  for (const url of urls) await expect(fetch(url), url).rejects.toThrow();
}

describe("what npm has started ends with npm", () => {
  it.each(["SIGTERM", "SIGKILL"] as const)("npm run callingly, by %s", async (signal) => {
    const { process: npm, facts, family } = await startByNpm(["run", "callingly", "--", "--port", "0", "--json"]);
    const all = family();
    npm.kill(signal);
    await expectAllGone(all, [facts.url]);
  });

  it("npm start, with its engine, when npm could tell nobody", { timeout: 90_000 }, async () => {
    const options = ["--json", "--port", "0", "--assembly", await assembly()];
    const { process: npm, facts, family } = await startByNpm(["start", "--", ...options]);
    const all = family();
    expect(all).toContain(facts.pid);
    expect(all.length).toBeGreaterThanOrEqual(4); // npm, the bridge, the guardian, the engine; most often a shell
    npm.kill("SIGHUP");
    await expectAllGone(all, [facts.url, facts.callingly.url, facts.crm.url]);
  });
});
