import { type Platform, thisPlatform } from "./platform.ts";
import { commandOf, isThere, parentOf } from "./processes.ts";

/** How a program that goes on until it is ended learns that it is to end. */

/** On Windows they are Ctrl-C and a closed window; there nobody can be asked by SIGTERM. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm may pass on a signal that the terminal has sent to all of us already: within so long it is the same one. */
const sameWordMs = 300;
const lookEveryMs = 500;

/**
 * Calls `end` when this program is asked to end, and once more when it is asked again: by a signal, or by the end of
 * the npm that started it.
 */
export function onEnd(end: (why: string) => void): void {
  let lastHeard = Number.NEGATIVE_INFINITY;
  const hear = (why: string) => {
    const isNew = performance.now() - lastHeard > sameWordMs;
    lastHeard = performance.now();
    unwatch();
    if (isNew) end(why);
  };
  const unwatch = onNpmGone(() => hear("npm has ended"));
  for (const signal of signals) process.on(signal, hear);
  unread();
}

/**
 * Calls `end` when this program was started by npm and npm is gone. npm hands SIGTERM to a shell between us, which dies
 * of it and passes nothing on; of a SIGHUP or SIGKILL npm dies before it could pass it on.
 * @returns stops looking
 */
function onNpmGone(end: () => void): () => void {
  const isNpmThere = npmAbove(thisPlatform);
  if (!isNpmThere) return () => {};
  const timer = setInterval(() => {
    if (isNpmThere()) return;
    clearInterval(timer);
    end();
  }, lookEveryMs).unref();
  return () => clearInterval(timer);
}

/** For a program that can be ended at any moment, as by the signal that npm did not hand on. */
export function endWithNpm(): void {
  if (endsWithNpm) return;
  endsWithNpm = true;
  unread();
  onNpmGone(() => process.kill(process.pid, "SIGTERM"));
}

/** The reader of our output may be gone, as in `… | head`: the rest is not printed, and the work goes on. */
function unread(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

let endsWithNpm = false;

/**
 * On Windows it is the shell between npm and us that is looked for: it waits for us, and goes with the window that it is
 * in, but not with an npm that is ended alone.
 * @returns whether the npm that started this program is still there; undefined when it was not npm
 */
function npmAbove({ adoptsOrphans }: Platform): (() => boolean) | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  if (!adoptsOrphans) return () => isThere(parent);
  // Some shells make way for the program, so that npm itself is its parent.
  const npm = / -c /.test(commandOf(parent) ?? "") ? parentOf(parent) : undefined;
  // While we were being loaded npm has ended already, and the first process of the machine has taken us, or the shell, in.
  const isOrphan = parent === 1 || npm === 1;
  if (isOrphan && !/ -c |\b(?:npm|npx|pnpm|yarn)\b/.test(commandOf(1) ?? "")) return () => false;
  return () => process.ppid === parent && (npm === undefined || parentOf(parent) === npm);
}
