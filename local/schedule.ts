import type { Invocable } from "./functions/function.ts";
import { TemplateError } from "./template-error.ts";

/** Wakes functions by time, in real time. */
export interface Schedule {
  readonly name: string;
  /** Wakes them at once, and waits until they are done. */
  fire(): Promise<void>;
  close(): void;
}

export interface ScheduleTarget {
  readonly fn: Invocable;
  readonly input: unknown;
}

/** @throws TemplateError for an expression that is neither a rate nor a time of the day */
export function startSchedule(name: string, expression: string, targets: readonly ScheduleTarget[]): Schedule {
  const waitMs = parseSchedule(expression);
  const fire = async () => {
    // AWS would try a failed one twice more; the next tick is as good.
    await Promise.allSettled(targets.map(({ fn, input }) => fn.invoke(input)));
  };
  const plan = () =>
    setTimeout(() => {
      timer = plan();
      void fire();
    }, waitMs(new Date()));
  let timer = plan();
  return { name, fire, close: () => clearTimeout(timer) };
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, or a cron expression that names a time of every day, in UTC.
 * @returns how long it is from a moment to the next time
 */
export function parseSchedule(expression: string): (now: Date) => number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined && unit !== undefined) {
    const everyMs = Number(count) * (unitMs[unit] ?? 0);
    return () => everyMs;
  }
  const [, minute, hour] = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression) ?? [];
  if (minute === undefined || hour === undefined) {
    throw new TemplateError(`The local runner does not know the schedule ${expression}`);
  }
  return (now) => {
    const next = new Date(now);
    next.setUTCHours(Number(hour), Number(minute), 0, 0);
    if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
    return next.getTime() - now.getTime();
  };
}
