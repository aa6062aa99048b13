import { $ZodError } from "zod/v4/core";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { describeError, explainError, type Log } from "../../../lambda/runtime/log.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Story } from "./story.ts";
import type { End, Fate, Step, Weather } from "./weather.ts";

/** What all function instances stand on. */
export interface Ground {
  readonly time: Scheduler;
  readonly story: Story;
  readonly weather: () => Weather;
  readonly log: LogBook;
}

/** What the log lines of a run gave away. */
export interface LogBook {
  /** Lines that hold something of a person or a secret. */
  readonly leaks: string[];
  /** Errors that nobody throws on purpose, and what the table refused. */
  readonly bugs: string[];
  /** What CRMs have refused, as a person is told of it. */
  readonly refused: {
    readonly crm: string;
    readonly leadId: string;
    readonly callId: string;
    readonly detail: string;
  }[];
  /** What was asked of the table, by whom, as `reconcile PutItem call`. */
  readonly rights: Set<string>;
}

/** A fault of the simulation's own making. */
export class Misfortune extends Error {
  override readonly name = "Misfortune";
}

/** One run of a function, on a clock of its own. It may die at any of its I/O; then it simply never goes on. */
export interface Instance {
  readonly name: string;
  /** Name of the function. */
  readonly by: string;
  readonly now: () => Date;
  readonly timeLeftMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  /** Does one piece of I/O as the weather has it. */
  perform<T>(step: Step, io: Io<T>): Promise<T>;
}

export interface Io<T> {
  readonly act: () => T | Promise<T>;
  /** What the caller gets to see when it is not well; may throw. */
  readonly failed: (end: End) => T;
  /** How long the caller waits for an answer that does not come, in milliseconds. */
  readonly patienceMs: number;
  readonly about: () => readonly string[];
}

/** What only a mistake in the code throws. */
const mistakes = [TypeError, RangeError, ReferenceError, SyntaxError, $ZodError];

/** Anything that only the simulation's people and secrets are called, and no id can be. */
export const personal = /canary|\+1\d{10}|\(\d{3}\) 555/i;

/**
 * Starts a function.
 * @param whenOver hears the result, or undefined when the instance died or threw, and whether its sandbox lives on
 */
export function launch<T>(
  ground: Ground,
  { name, by, timeoutMs, clockErrorMs }: { name: string; by: string; timeoutMs: number; clockErrorMs: number },
  run: (me: Instance) => Promise<T>,
  whenOver: (result: T | undefined, lives: boolean) => void,
): void {
  const { time, story, log: book } = ground;
  const endsAt = time.now() + timeoutMs;
  let dead = false;
  /** What nobody waited for goes on when the sandbox thaws for its next run. */
  let isOver = false;

  const tell = (what: string, how: string, about?: () => readonly string[]) =>
    story.tell(time.now(), name, what, how, about);

  const die = (what: string, how: string) => {
    if (dead || isOver) return;
    dead = true;
    tell(what, how);
    whenOver(undefined, false);
  };
  const end = (result: T | undefined) => {
    if (dead) return;
    isOver = true;
    whenOver(result, true);
  };
  const isAlive = (what: string): boolean => {
    if (!dead && time.now() > endsAt) die(what, "the function's time is over");
    return !dead;
  };

  const me: Instance = {
    name,
    by,
    now: () => new Date(time.now() + clockErrorMs),
    timeLeftMs: () => endsAt - time.now(),
    sleep: (ms) => new Promise((resolve) => time.after(ms, () => isAlive("sleep") && resolve())),
    log: (level, event, { error, ...fields } = {}) => {
      const failure = error === undefined ? {} : { error: describeError(error) };
      const line = JSON.stringify({ level, event, ...fields, ...failure });
      if (personal.test(line)) book.leaks.push(line);
      if (mistakes.some((mistake) => error instanceof mistake)) book.bugs.push(`${line} ${(error as Error).stack}`);
      const { leadId, callId } = fields;
      if (event === "report failed" && error instanceof RejectedError && error.status !== 401) {
        const { crm = "" } = fields;
        book.refused.push({ crm, leadId: leadId ?? "", callId: callId ?? "", detail: explainError(error) });
      }
      // Where in the code it was thrown depends on how the code is bundled.
      const thrown = failure.error?.replace(/ at \S+:\d+:\d+$/, "");
      tell(`log: ${event}`, fields.state ?? fields.outcome ?? thrown ?? "", () =>
        [leadId, callId].filter((id) => id !== undefined),
      );
    },
    perform: (step, { act, failed, patienceMs, about }) =>
      new Promise((resolve, reject) => {
        const { end, afterMs }: Fate = ground.weather().fateOf(step);
        const answer = (value: () => unknown) => {
          try {
            resolve(value() as never);
          } catch (error) {
            reject(error);
          }
        };
        time.after(afterMs, () => {
          // What a dying instance had sent may still arrive.
          if (!isAlive(step.what)) return void (end === "lost" && act());
          // A run that is over cannot die: what it left behind finds its sandbox gone, or fails.
          if (isOver && end.startsWith("dies")) return reject(new Misfortune(`${step.what} ${end}`));
          if (end === "dies before") return die(step.what, end);
          tell(step.what, end, about);
          if (end === "refused") return answer(() => failed(end));
          if (end === "stalled") {
            time.after(patienceMs, () => isAlive(step.what) && answer(() => failed(end)));
            return;
          }
          const done = act();
          // Where nobody hears of its end, a refusal of the table's must not bring down the simulation.
          if (done instanceof Promise) done.catch(() => undefined);
          if (end === "dies after") return die(step.what, end);
          if (end === "lost") return answer(() => failed(end));
          const result = end === "repeated" ? act() : done;
          if (!(result instanceof Promise)) return resolve(result);
          result.then((value) => isAlive(step.what) && resolve(value), reject);
        });
      }),
  };

  run(me).then(end, (error: unknown) => {
    if (!dead) me.log("error", "function failed", { error });
    end(undefined);
  });
}
