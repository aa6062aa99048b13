import { afterEach, expect, it } from "vitest";
import { assembly } from "../../local/assembly.ts";
import { allGone, killAll, type Started, startTyped } from "../../local/started.ts";
import { until } from "../../local/until.ts";
import { firstCall } from "../../system/start/first-call.ts";

/** How the programs that go on end where no terminal is: a script or service manager has npm's process id, and no other. */

const running: Started[] = [];
afterEach(() => killAll(running.splice(0)));

async function start(line: readonly string[]): Promise<Started> {
  const started = await startTyped(line);
  running.push(started);
  return started;
}

// Of a SIGTERM npm tells a shell, which dies and tells nobody; of these it dies itself.
it.each(["SIGHUP", "SIGKILL"] as const)("npm run callingly ends with npm, by %s", async (signal) => {
  const callingly = await start(["npm", "run", "callingly", "--", "--port", "0", "--json"]);
  const [line] = await callingly.says(/^\{.*\}$/m);
  const family = callingly.family();
  process.kill(callingly.pid, signal);
  await allGone(family, [JSON.parse(line).url]);
});

it("npm run callingly ends with npm, also while it is being loaded", async () => {
  const callingly = await start(["npm", "run", "callingly", "--", "--port", "0", "--json"]);
  const family = await until("it has been started", () => {
    const all = callingly.family();
    return all.length >= 3 && all; // npm, a shell, the stand-in
  });
  process.kill(callingly.pid, "SIGTERM");
  await allGone(family, []);
});

it("npm start ends with npm, by SIGTERM, and its engine with it", { timeout: 90_000 }, async () => {
  const { bridge, pid, family, urls } = await firstCall(["--assembly", await assembly()], (one) => running.push(one));
  expect(family).toContain(pid);
  expect(family.length).toBeGreaterThanOrEqual(4); // npm, the bridge, the guardian, the engine
  process.kill(bridge.pid, "SIGTERM");
  await allGone(family, urls);
});
