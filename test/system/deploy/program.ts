import { onEnd } from "../../../lib/program/ending.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { type Owned, ownership } from "./owned.ts";
import { type Progress, progress } from "./progress.ts";

export interface ProgramOptions {
  readonly json: boolean;
  /** Said when everything went well, before the seconds. */
  readonly success: string;
}

/**
 * Runs a program that starts things: it tells what it does, and ends everything it started, however it ends. The exit
 * code is 0 when nothing went wrong, 130 after Ctrl-C.
 */
export async function program(
  { json, success }: ProgramOptions,
  run: (tell: Progress, owned: Owned) => Promise<void>,
): Promise<void> {
  const out = json ? process.stderr : process.stdout;
  const tell = progress({ write: (text) => void out.write(text), isTerminal: out.isTTY === true });
  const owned = ownership(tell.say);
  const begun = Date.now();
  let problem: string | undefined;
  const summarise = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    const ok = process.exitCode !== 1;
    if (json) console.log(JSON.stringify({ ok, seconds, problem, steps: tell.steps }));
    else tell.say(ok ? `${success} in ${seconds} s.` : `WRONG after ${seconds} s: see above.`);
  };

  let isStopped = false;
  onEnd((why) => {
    if (isStopped) process.exit(130);
    isStopped = true;
    tell.say(`${why}: ending everything that was started; once more ends this at once`);
    void owned.endAll().finally(() => process.exit(130));
  });

  try {
    await run(tell, owned);
  } catch (error) {
    // What is under way fails because it is being ended.
    if (isStopped) return;
    problem = wordsOf(error);
    tell.say(problem);
    process.exitCode = 1;
  }
  if (isStopped) return;
  await owned.endAll();
  summarise();
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
