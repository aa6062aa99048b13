/** Asks again and again until something holds. @throws when it does not in time, saying what was waited for */
export type WaitFor = <T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs: number,
) => Promise<T>;

export interface Patience {
  readonly everyMs: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

export const patience =
  ({ everyMs, now = Date.now, sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: Patience): WaitFor =>
  async (what, check, withinMs) => {
    const start = now();
    for (;;) {
      const result = await check();
      if (result !== undefined && result !== false) return result;
      if (now() - start >= withinMs) throw new Error(`Waited ${Math.round(withinMs / 1000)} s in vain: ${what}`);
      await sleep(everyMs);
    }
  };
