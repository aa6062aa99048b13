/** Tells what a run is doing, and how long each step took. */
export interface Progress {
  /** @param detail what the line that says it is done tells of the result */
  step<T>(name: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T>;
  /** A line of its own, beside the steps. */
  say(text: string): void;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly seconds: number;
  readonly ok: boolean;
  readonly detail?: string;
}

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** Whether the line of what is going on may be written over. */
  readonly isTerminal: boolean;
  readonly now?: () => number;
}

/** On a terminal the newest line counts the seconds of what is under way; elsewhere there is a line per finished step. */
export function progress({ write, isTerminal, now = Date.now }: ProgressOptions): Progress {
  const steps: Step[] = [];
  const under = new Map<string, number>();
  const secondsSince = (start: number) => (now() - start) / 1000;

  const clear = () => isTerminal && write("\r\x1b[K");
  const draw = () => {
    if (!isTerminal || under.size === 0) return;
    const names = [...under].map(([name, start]) => `${name} ${Math.floor(secondsSince(start))} s`);
    write(`\r\x1b[K…      ${names.join(" · ")}`);
  };
  const line = (text: string) => {
    clear();
    write(`${text}\n`);
    draw();
  };
  let timer: NodeJS.Timeout | undefined;

  const finish = (name: string, start: number, ok: boolean, detail?: string) => {
    under.delete(name);
    if (under.size === 0) clearInterval(timer);
    const seconds = Math.round(secondsSince(start) * 10) / 10;
    steps.push({ name, seconds, ok, ...(detail !== undefined && { detail }) });
    line(`${ok ? "ok   " : "WRONG"} ${seconds.toFixed(1).padStart(6)} s  ${name}${detail ? `: ${detail}` : ""}`);
  };

  return {
    steps,
    say: line,
    async step(name, work, detail) {
      const start = now();
      if (under.size === 0 && isTerminal) timer = setInterval(draw, 1_000).unref();
      under.set(name, start);
      draw();
      try {
        const result = await work();
        finish(name, start, true, detail?.(result));
        return result;
      } catch (error) {
        finish(name, start, false);
        throw error;
      }
    },
  };
}
