import { Command } from "commander";
import { endWithNpm } from "../../../lib/program/ending.ts";
import { thisPlatform } from "../../../lib/program/platform.ts";
import { commandOf } from "../../../lib/program/processes.ts";
import { allGone, killAll, type Started } from "../../local/started.ts";
import { firstCall } from "./first-call.ts";

/**
 * `npm run start:try`: whether `npm start` does on this machine what it is there for, and leaves nothing behind. It is
 * what .github/workflows/platforms.yml tries on each system.
 */

new Command("npm run start:try")
  .description(
    "Starts the bridge as `npm start` does, sends a lead, sees it rung by the stand-in, and ends it all again.",
  )
  .parse();

endWithNpm();
const started: Started[] = [];
try {
  const before = performance.now();
  const { pid, family, urls, rung } = await firstCall([], (bridge) => started.push(bridge));
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  console.log(`${thisPlatform.title}: ${rung} was rung ${seconds} s after npm start, by`);
  for (const each of family) console.log(`  ${each}  ${commandOf(each) ?? "gone"}`);
  // As Ctrl-C in its terminal. On Windows nobody can be asked from outside, so it is killed: its engine must go all the same.
  process.kill(pid, "SIGINT");
  await allGone(family, urls);
  console.log("It has ended, and nothing of it runs any more.");
} catch (error) {
  console.error(error);
  for (const bridge of started) console.error(bridge.said());
  process.exitCode = 1;
} finally {
  killAll(started);
}
