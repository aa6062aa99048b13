import type { Store } from "../../lambda/store/store.ts";

/** Workers that reach one table, each of whose requests waits for its turn: so every order of two workers can be tried. */

export type Party = (store: Store) => Promise<unknown>;

/** A worker that dies after so many of its requests, and is heard of no more. */
export interface Death {
  readonly dies: number;
  readonly after: number;
}

/**
 * @param turns which of the first two has the next turn: the first for true. Where one has ended, the other goes on
 * @throws what a worker threw
 */
export async function inTurns(
  store: Store,
  parties: readonly [Party, Party],
  turns: readonly boolean[],
  death?: Death,
): Promise<void> {
  const workers = parties.map((party, index) => aWorker(store, party, death?.dies === index ? death.after : undefined));
  const [first, second] = workers as [Worker, Worker];
  for (let turn = 0; ; turn += 1) {
    await Promise.all(workers.map(({ isReady }) => isReady()));
    const open = workers.filter(({ isOver }) => !isOver());
    if (open.length === 0) break;
    const wanted = turns[turn % turns.length] ? first : second;
    (open.includes(wanted) ? wanted : open[0])?.goOn();
  }
  for (const { failure } of workers) if (failure()) throw failure();
}

type Worker = ReturnType<typeof aWorker>;

function aWorker(store: Store, party: Party, diesAfter = Number.POSITIVE_INFINITY) {
  const waiting: (() => void)[] = [];
  let asked = 0;
  let isDone = false;
  let error: unknown;
  const isDead = () => asked >= diesAfter;
  const own = Object.fromEntries(
    Object.entries(store).map(([part, methods]) => [
      part,
      typeof methods === "object" && part !== "archive" ? withTurns(methods) : methods,
    ]),
  ) as unknown as Store;

  function withTurns(methods: object): object {
    return Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        async (...args: unknown[]) => {
          await new Promise<void>((go) => void waiting.push(go));
          return method(...args);
        },
      ]),
    );
  }

  party(own)
    .catch((failed: unknown) => {
      error = failed;
    })
    .finally(() => {
      isDone = true;
    });
  return {
    isOver: () => isDone || isDead(),
    /** Whatever it does without the table is done. */
    isReady: async () => {
      for (let tries = 0; waiting.length === 0 && !isDone && !isDead() && tries < 20; tries += 1)
        await new Promise((done) => setImmediate(done));
    },
    goOn: () => {
      asked += 1;
      waiting.shift()?.();
    },
    failure: () => error,
  };
}
