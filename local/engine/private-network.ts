import { spawnSync } from "node:child_process";
import { thisPlatform } from "../../lib/program/platform.ts";

/**
 * A network of one's own for the engine: a server in it cannot be reached from outside, so no page in a browser
 * can try its ports. Linux gives one to root, and on most systems to everybody; other systems have none.
 */

/** Brings up the loopback of the new network, then becomes the command. */
const enter = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const ways = [
  ["unshare", "--net", "--", ...enter],
  ["unshare", "--map-root-user", "--net", "--", ...enter],
];
const tryingMs = 2_000;

let found: readonly string[] | undefined;

/** The prefix that makes a command run there. Empty: this machine has no way to do it. */
export function privateNetwork(): readonly string[] {
  found ??= thisPlatform.hasOwnNetworks ? (ways.find(works) ?? []) : [];
  return found;
}

function works([program = "", ...args]: readonly string[]): boolean {
  return spawnSync(program, [...args, "true"], { stdio: "ignore", timeout: tryingMs }).status === 0;
}
