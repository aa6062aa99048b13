/** What the stand-in needs from outside. Tests and simulations pass their own and decide when time moves. */

/** The time, in milliseconds since 1970. */
export type Clock = () => number;

/** Runs something once, `ms` milliseconds from now; the returned function calls it off. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

/** Posts a webhook body as JSON. Answers the receiver's status; rejects when there was none. */
export type Deliver = (url: string, body: unknown) => Promise<number>;

/** A request as it came in. Header names are in lower case, the body is the raw text. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The server's reaction, `afterMs` milliseconds from now. Only the first kind is an honest answer. */
export type Reply = { readonly afterMs: number } & (
  | {
      readonly kind: "answer" | "resetAfterHeaders";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
);

/** The longest wait that setTimeout honours; a longer one would fire at once. */
const longestWaitMs = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestWaitMs));
    return () => clearTimeout(timer);
  },
};

/** The same timers with one switch to call off whatever is still waiting. */
export function cancellable(timers: Timers): Timers & { cancelAll(): void } {
  const waiting = new Set<() => void>();
  return {
    after(ms, run) {
      const cancel = timers.after(ms, () => {
        waiting.delete(cancel);
        run();
      });
      waiting.add(cancel);
      return () => {
        waiting.delete(cancel);
        cancel();
      };
    },
    cancelAll() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
