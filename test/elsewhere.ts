import { thisPlatform } from "../lib/program/platform.ts";

/**
 * Whether a test has to be left out because the system is not Linux. The run says so, as a test that is silently not run
 * looks like one that passes.
 * @param why what Linux alone has
 */
export function elsewhereThanLinux(why: string): boolean {
  if (process.platform === "linux") return false;
  console.warn(`LEFT OUT on ${thisPlatform.title}: ${why}`);
  return true;
}
