import type { Run } from "./run.ts";

/** Where a long run tells how far it is. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const EVERY_MS = 1_000;
const clearLine = "\r\u001b[K";

/**
 * One line on a terminal that says how far a long run is. Pipes and files hear nothing.
 * @returns what hears of each run that is done
 */
export function progress(
  total: number,
  { screen, now }: { screen: Screen; now: () => number },
): { add(run: Run): void; end(): void } {
  const startedAt = now();
  let [done, wrong, toldAt] = [0, 0, Number.NEGATIVE_INFINITY];
  return {
    add({ violations }) {
      done += 1;
      if (violations.length > 0) wrong += 1;
      if (!screen.isTTY || now() - toldAt < EVERY_MS) return;
      toldAt = now();
      const leftMs = ((toldAt - startedAt) / done) * (total - done);
      screen.write(`${clearLine}${done} of ${total} worlds, ${wrong} wrong, about ${inWords(leftMs)} to go`);
    },
    end() {
      if (screen.isTTY) screen.write(clearLine);
    },
  };
}

const inWords = (ms: number): string => (ms < 90_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`);
